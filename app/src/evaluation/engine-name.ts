/** Names the engine that computed a kept state: another one's is computed again. Raise it where results change. */
export const ENGINE = "engine 1";
