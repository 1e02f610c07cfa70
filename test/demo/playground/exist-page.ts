import type { ExistWorld } from "../../exist/world";
import { ACCOUNT } from "../stage";

/**
 * The page at which Exist asks the user, as a browser would show it: what the app asks for, Allow or not, and where the
 * browser ends. An address of Obsidian's is opened there, any other is shown, to be copied.
 */
export async function showExistPage(world: ExistWorld, url: string, openInObsidian: (address: string) => void): Promise<void> {
  const answer = await world.handle({ method: "GET", url, headers: {}, body: "" });
  const { searchParams } = new URL(url);
  const dialog = document.body.createEl("dialog", "playground-page");
  dialog.createDiv({ cls: "playground-page-address", text: "exist.io" });
  dialog.addEventListener("close", () => { dialog.remove(); });
  const button = (text: string, onClick: () => void): HTMLButtonElement => {
    const made = dialog.createEl("button", { text });
    made.addEventListener("click", onClick);
    return made;
  };
  if (answer.kind !== "response" || answer.status !== 200) {
    dialog.createEl("p", { text: `This request cannot be shown to you: ${answer.kind === "response" ? answer.body : "no answer"}` });
    button("Close the page", () => { dialog.close(); });
  } else {
    dialog.createEl("h2", { text: `Allow ${searchParams.get("client_id") ?? ""}?` });
    dialog.createEl("p", { text: "It asks for:" });
    const list = dialog.createEl("ul");
    for (const scope of (searchParams.get("scope") ?? "").split(" ")) list.createEl("li", { text: scope.replace("_", ": ") });
    const end = (allow: boolean): void => {
      const address = world.decide(url, ACCOUNT, allow);
      if (address.startsWith("obsidian://")) {
        dialog.close();
        openInObsidian(address);
        return;
      }
      dialog.empty();
      dialog.createDiv({ cls: "playground-page-address", text: address });
      dialog.createEl("p", { text: "There is no such page. Copy the address above." });
      button("Close the page", () => { dialog.close(); });
    };
    button("Allow", () => { end(true); });
    button("Do not allow", () => { end(false); });
  }
  dialog.showModal();
}
