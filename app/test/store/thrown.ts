/** What a call is refused with; an error where it is not refused. */
export const thrown = async (call: Promise<unknown> | (() => Promise<unknown>)): Promise<Error> => {
  try {
    await (typeof call === "function" ? call() : call);
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was refused");
};
