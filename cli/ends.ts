/** The answer is no: there is no such thing, it is not possible now, it is not acceptable as it is. Exit code 1. */
export class Refused extends Error {}

/** It could not be done: nobody answers, no key, a fault on the other side. Exit code 2. */
export class Undone extends Error {}
