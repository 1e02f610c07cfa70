import { installPlugin } from "./install";

try {
  for (const line of installPlugin(process.argv.slice(2))) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
