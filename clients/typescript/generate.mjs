// Writes api.d.ts from docs/openapi.json, with the hash of what it was made from in its head.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../docs/openapi.json", import.meta.url);
const text = await readFile(source);
const hash = createHash("sha256").update(text).digest("hex");
// What has a default need not be sent.
const wanted = { alphabetize: true, defaultNonNullable: false };
const types = astToString(await openapiTS(JSON.parse(text), wanted));
const head = `// Made by \`make typescript\` from docs/openapi.json, sha256 ${hash}\n\n`;
await writeFile(new URL("api.d.ts", import.meta.url), head + types);
