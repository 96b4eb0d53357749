import { PanelOnPage } from "../panel/panel-on-page.ts";

/** Builds the panel's page once, before the first spec: those that serve it run beside each other. */
export default function buildPanelPage(): Promise<void> {
  return PanelOnPage.build();
}
