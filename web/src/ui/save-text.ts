/** Hands a file to the browser's downloads; nothing leaves the machine. */
export const saveFile = (name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
export const saveText = (name: string, type: string, text: string): void =>
  saveFile(name, `${type};charset=utf-8`, text);
