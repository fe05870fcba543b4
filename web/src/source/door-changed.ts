// In a file of its own: the first paint listens for it, and the client of the house comes later.
/** Told to the window when who asks may be another: a session has begun or ended, here or elsewhere. */
export const DOOR_CHANGED = "fealty-door";
