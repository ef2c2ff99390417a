// Stands in for a program that cannot start.
console.log('the schema is newer than this program');
process.exit(3);
