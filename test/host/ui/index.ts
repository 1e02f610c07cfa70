import { createComponents } from "./components/index";
import { createConfirmationModal } from "./confirmation-modal";
import { installDom } from "./dom/install";
import type { UiEnv } from "./env";
import { createIcons } from "./icons";
import { createMenu } from "./menu";
import { createModal } from "./modal";
import { createNotice } from "./notice";
import { createPopoverSuggests } from "./popover-suggest";
import { prepareFuzzySearch, prepareSimpleSearch, renderMatches, renderResults, sortSearchResults } from "./search";
import { createPathSuggest } from "./settings/path-suggest";
import type { Parts } from "./settings/render-definitions";
import { createSecretComponent } from "./settings/secret";
import { createSetting } from "./settings/setting";
import { createSettingsWindow } from "./settings/settings-window";
import { createTabs } from "./settings/tab";
import { createTabViews } from "./settings/tab-view";
import { createShell } from "./shell";
import { createSuggestModals } from "./suggest-modal";
import { createTooltips } from "./tooltip";

export { ASSUMPTIONS } from "./assumptions";
export { CSS_VARIABLES } from "./css-variables";
export { installDom } from "./dom/install";
export type { UiEnv } from "./env";
export type { PaletteCommand } from "./shell";
export { styles } from "./styles";

export type Ui = ReturnType<typeof createUi>;

/**
 * The visual half of one host. `api` is what plugins get from `require("obsidian")`; `shell` is what the host itself
 * is built of. Two hosts in one document share nothing but the helpers of `installDom`.
 */
export function createUi(env: UiEnv) {
  installDom(window);
  const tooltips = createTooltips(env);
  const icons = createIcons(env);
  const components = createComponents(icons, tooltips);
  const settings = createSetting(components, tooltips);
  const { Modal, openModals, closeAll: closeModals } = createModal(env, icons);
  const { Notice, hideAll: hideNotices } = createNotice(env);
  const { hideAll: hideMenus, ...menus } = createMenu(env, icons);
  const suggestModals = createSuggestModals(Modal);
  const popovers = createPopoverSuggests(env);
  const { attachView, ...tabs } = createTabs(env);
  const parts: Parts = { ...settings, components, icons, suggestPaths: createPathSuggest(env, popovers), isMobile: env.isMobile };
  const showTab = createTabViews(parts, { ...tabs, attachView });

  return {
    api: {
      ...components,
      ...settings,
      ...tabs,
      ...menus,
      ...suggestModals,
      ...icons,
      setTooltip: tooltips.setTooltip,
      displayTooltip: tooltips.displayTooltip,
      ...createConfirmationModal(Modal, components),
      SecretComponent: createSecretComponent(Modal, components, settings),
      Modal,
      Notice,
      PopoverSuggest: popovers.PopoverSuggest,
      AbstractInputSuggest: popovers.AbstractInputSuggest,
      prepareFuzzySearch,
      prepareSimpleSearch,
      sortSearchResults,
      renderMatches,
      renderResults,
    },
    shell: {
      ...createShell(env, icons, tooltips, suggestModals),
      SettingsWindow: createSettingsWindow(Modal, parts, showTab),
    },
    /** How many modals are open, the settings window included. */
    openModals,
    /** Closes all that floats and takes the host's listeners off the document. */
    dispose(): void {
      closeModals();
      popovers.closeAll();
      hideMenus();
      hideNotices();
      tooltips.dispose();
    },
  };
}
