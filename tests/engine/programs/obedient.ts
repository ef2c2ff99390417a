// Stands in for the API or the worker: says it is ready, and tells its log what happens to it.
const say = (what: string) => console.log(`${Date.now()} ${what} ${process.env['DATABASE_URL']}`);

setInterval(() => undefined, 1_000);
process.on('SIGTERM', () => {
  say('stopped');
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
say('started');
process.send?.({ line: 'plans/transport.yaml: version 4 (P1 response 1h → 30m)' });
process.send?.({ ready: true, plans: [{ slug: 'transport', title: 'Transport SaaS' }] });
