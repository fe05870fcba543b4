/** JSON.parse as a value: the library call throws, nothing of ours does. Numbers that JSON would cut keep their loss visible through String(). */
export const parseJson = (text: string): { readonly value?: unknown; readonly problem?: string } => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
