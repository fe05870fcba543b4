// Clauses: N7
import type { BundleHost } from "@fealty/engine/verify-bundle.ts";
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { createSHA256 } from "hash-wasm";

/** Hashing and signatures without anything of the browser's own, so that an old one verifies as well as a new one. */
export const bundleHost = async (): Promise<BundleHost> => {
  const hasher = await createSHA256();
  return {
    sha256: (bytes) => hasher.init().update(bytes).digest("binary"),
    verify: (algorithm, publicKey, message, signature) => {
      try {
        return algorithm === "ed25519"
          ? // As Node verifies: RFC 8032 without the laxer rules of ZIP 215.
            ed25519.verify(signature, message, publicKey, { zip215: false })
          : p256.verify(signature, message, publicKey, { lowS: false });
      } catch {
        // A key or a signature that is none.
        return false;
      }
    },
  };
};
