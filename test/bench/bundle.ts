import esbuild from "esbuild";

/** Bytes of the bundle by where they come from, largest first: a folder of ours, or a package. */
export async function bundleParts(): Promise<readonly (readonly [part: string, bytes: number])[]> {
  const { metafile } = await esbuild.build({
    entryPoints: ["src/main.ts"], bundle: true, minify: true, charset: "utf8", format: "cjs", target: "es2022", external: ["obsidian"], write: false, metafile: true, logLevel: "warning",
  });
  const parts = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const part = partOf(path);
      parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...parts].sort(([, a], [, b]) => b - a);
}

function partOf(path: string): string {
  const steps = path.split("/");
  if (steps[0] === "node_modules") return `the package ${steps[1] ?? ""}`;
  return steps[1] === "locales" ? path : steps.slice(0, -1).join("/");
}
