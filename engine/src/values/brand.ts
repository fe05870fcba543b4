/** Nominal types: a fen is not a yuan, a day is not an instant, and the compiler knows it. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Minor units of the contract's currency (fen, pence). Exact, any size. */
export type Money = Brand<bigint, "Money">;
/** UTC microseconds since 1970 as a safe integer: exact until the year 2255. */
export type Instant = Brand<number, "Instant">;
/** Days since 1970-01-01 in the contract's time zone. */
export type Day = Brand<number, "Day">;
