declare module "lucide-static/icon-nodes.json" {
  /** Icon name to its shapes: tag and attributes. */
  const icons: Readonly<Record<string, readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[]>>;
  export default icons;
}
