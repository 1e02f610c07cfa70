export { ExistSyncPlugin as default } from "./obsidian/plugin";
