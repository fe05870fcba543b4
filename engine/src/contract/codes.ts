/** placeholder */
export type DiagnosticCode = string;
