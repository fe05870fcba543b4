import { join } from "node:path";
import type { Text } from "@fealty/engine/values/text.ts";

/** Why the system refused, in words; `{0}` is the path. */
const REASONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ENOENT: { zh: "没有这个文件或文件夹", en: "there is no such file or folder" },
  EACCES: { zh: "没有权限", en: "permission is denied" },
  EPERM: { zh: "系统不允许", en: "the system does not permit it" },
  EROFS: { zh: "所在的盘只能读", en: "its disk is read-only" },
  EISDIR: { zh: "这是一个文件夹", en: "it is a folder" },
  ENOTDIR: { zh: "路径中有一段不是文件夹", en: "a part of the path is no folder" },
  EEXIST: { zh: "已经存在", en: "it is there already" },
  ENOTEMPTY: { zh: "文件夹不是空的", en: "the folder is not empty" },
  ENOSPC: { zh: "磁盘已满", en: "the disk is full" },
  EDQUOT: { zh: "磁盘配额已用完", en: "the disk quota is used up" },
  EFBIG: { zh: "文件超过允许的大小", en: "the file is larger than is allowed" },
  ENAMETOOLONG: { zh: "名称太长", en: "the name is too long" },
  ELOOP: { zh: "链接互相指向", en: "links point at each other" },
  EMFILE: { zh: "打开的文件太多", en: "too many files are open" },
  ENFILE: { zh: "打开的文件太多", en: "too many files are open" },
  EBUSY: { zh: "正在被占用", en: "it is in use" },
  EIO: { zh: "磁盘读写出错", en: "the disk failed" },
  EPIPE: { zh: "接收的一方已关闭", en: "the receiving side has closed" },
  ERR_INVALID_ARG_VALUE: { zh: "名称里有不能用的字符", en: "the name has characters that cannot be used" },
  Z_DATA_ERROR: { zh: "gzip 数据已损坏", en: "its gzip data is broken" },
  Z_BUF_ERROR: { zh: "gzip 数据不完整", en: "its gzip data ends too early" },
  Z_NEED_DICT: { zh: "gzip 数据已损坏", en: "its gzip data is broken" },
};
type SystemError = Error & {
  readonly code: string;
  readonly path?: string;
  readonly dest?: string;
  readonly syscall?: string;
};
/** An error of the file system or of unpacking, told apart from bugs by its code. */
export const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  ("syscall" in error || Object.hasOwn(REASONS, error.code));
export const reasonOf = (error: unknown): { zh: string; en: string } => {
  const code = isSystemError(error) ? error.code : "";
  return (
    REASONS[code] ?? { zh: `系统报告 ${code || "未知错误"}`, en: `the system reports ${code || "an unknown error"}` }
  );
};
/** The file that was meant: what is being written bears another name until it is whole. */
const meantBy = (error: SystemError): string | undefined =>
  (error.dest ?? error.path)?.replace(/(?:\.rows|\.csv|\.json)?(?:\.\d+(?:-[\da-f]+)?)?\.(?:part|draft)$/, "");
export const systemErrorText = (error: SystemError, cwd: string): Text => {
  const path = meantBy(error)?.replace(join(cwd, "/"), "");
  const { zh, en } = reasonOf(error);
  return path === undefined
    ? { zh: `文件读写失败：${zh}。`, en: `A file could not be read or written: ${en}.` }
    : { zh: `无法读写 ${path}：${zh}。`, en: `${path} cannot be read or written: ${en}.` };
};
