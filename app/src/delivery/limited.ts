/**
 * Does something under a limit of time, which a signal from outside can end sooner. The limit holds its own timer: what `AbortSignal.any` makes of
 * `AbortSignal.timeout` can be collected before it fires (seen under Node 20), and then nothing ends what waits.
 */
export const limited = async <Result>(
  signal: AbortSignal,
  milliseconds: number,
  work: (limit: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const limit = new AbortController();
  const stop = (): void => limit.abort(signal.reason);
  const timer = setTimeout(() => limit.abort(new DOMException("no answer in time", "TimeoutError")), milliseconds);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
};
