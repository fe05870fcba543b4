import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}
/** A certificate for a name, signed by itself. */
export const certificateFor = (name: string): Certificate => {
  const folder = mkdtempSync(join(tmpdir(), "fealty-cert-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", [...made, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
};
export interface Taken {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}
/** Another system: takes what it is told, and answers as it was set to. */
export interface OtherSystem {
  readonly taken: Taken[];
  answer: (response: ServerResponse) => void;
  readonly port: number;
  readonly close: () => Promise<void>;
}
/** @param certificate absent: over http */
export const otherSystem = async (host: string, port = 0, certificate?: Certificate): Promise<OtherSystem> => {
  const taken: Taken[] = [];
  const system = { taken, answer: (response: ServerResponse): void => void response.writeHead(204).end() };
  const heard = (request: IncomingMessage, response: ServerResponse): void => {
    let body = "";
    request.on("data", (piece: Buffer) => {
      body += piece;
    });
    request.on("end", () => {
      taken.push({ headers: request.headers, body });
      system.answer(response);
    });
  };
  const server: Server = certificate ? createServer(certificate, heard) : createPlain(heard);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return Object.assign(system, {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
};
