import { existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { servePlayground } from "./playground/serve";

const { values } = parseArgs({ options: { vault: { type: "string" }, port: { type: "string", default: "8080" } } });
if (values.vault !== undefined && !(existsSync(values.vault) && statSync(values.vault).isDirectory())) {
  console.error(`There is no folder ${values.vault}.`);
  process.exit(1);
}
const { url } = await servePlayground({ vault: values.vault ?? null, port: Number(values.port) });
console.log(`The playground is at ${url}, on this machine only. ${url}/?phone shows it as on a phone, ${url}/?new with the plugin just enabled. Ctrl+C ends it.`);
