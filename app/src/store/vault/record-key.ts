// Clauses: N7
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { StoreRefusal } from "../refusal.ts";
import { textOf, writeWhole } from "./master-keys.ts";

/** The public half, as the database and bundles have it. */
export interface RecordKey {
  /** `fealty-house/` and sixteen digits of the key's hash. */
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Buffer;
}
/** Signs what records are (Ed25519, RFC 8032). The key stands in a file beside the clone and never in the database. */
export class RecordSigner {
  readonly #file: string;
  #key: Promise<KeyObject> | undefined;

  constructor(file: string) {
    this.#file = file;
  }
  /** Draws the key where there is none; two that draw at once agree on one. Refusal: `record_key_malformed`. */
  async key(): Promise<RecordKey> {
    const { x } = createPublicKey(await this.#open()).export({ format: "jwk" });
    const publicKey = Buffer.from(x!, "base64url");
    return { name: `fealty-house/${createHash("sha256").update(publicKey).digest("hex").slice(0, 16)}`, publicKey };
  }
  async sign(message: Uint8Array): Promise<Buffer> {
    return sign(null, message, await this.#open());
  }
  #open(): Promise<KeyObject> {
    this.#key ??= readOrDraw(this.#file);
    // A file that could not be read may be mended while the house runs.
    this.#key.catch(() => {
      this.#key = undefined;
    });
    return this.#key;
  }
}
const readOrDraw = async (file: string): Promise<KeyObject> => {
  if ((await textOf(file)) === undefined) {
    const { privateKey } = generateKeyPairSync("ed25519");
    await writeWhole(file, String(privateKey.export({ format: "pem", type: "pkcs8" })), "first");
  }
  const text = (await textOf(file)) ?? "";
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {}
  throw new StoreRefusal(
    "record_key_malformed",
    {
      zh: `${file} 不是签名密钥（PKCS#8 格式的 Ed25519 私钥）。请放回原来的文件；若已丢失，请移走它，忠约会另生成一把，以前的签名仍可用当时的公钥核对。`,
      en: `${file} is no signing key (an Ed25519 private key in PKCS #8). Put the former file back; if it is lost, move this one away and another is drawn, and what was signed before still verifies with its own public key.`,
    },
    { file },
  );
};
