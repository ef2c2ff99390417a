const most = 1000;

/** The same function, which works a plain JSON value out once as long as it remembers it. */
export function once<A, B>(workOut: (one: A) => B): (one: A) => B {
  const known = new Map<string, { readonly value: B }>();
  return (one) => {
    const key = JSON.stringify(one);
    const found = known.get(key) ?? { value: workOut(one) };
    if (known.size >= most) known.clear();
    known.set(key, found);
    return found.value;
  };
}
