// News from the server: what others changed, who else is here, and its end.

import { say, warn } from "./announce.js";
import { cursor } from "./cursor.js";
import { byId } from "./dom.js";
import { drawHeader } from "./header.js";
import { store } from "./store.js";
import { t } from "./strings.js";

export function listen() {
  const news = new EventSource("/api/events");
  const banner = byId("banner");
  news.addEventListener("open", () => (banner.hidden = true));
  news.addEventListener("revision", async (e) => {
    const { revision } = JSON.parse(e.data);
    try {
      if (await store.heard(revision)) {
        cursor.clear();
        say(t("othersChanged"));
      }
    } catch (error) {
      warn(error);
    }
  });
  news.addEventListener("reviewers", (e) => {
    const { count } = JSON.parse(e.data);
    const before = store.state.reviewers;
    store.state.reviewers = count;
    drawHeader();
    if (count !== before) say(count > 1 ? t("othersHere", { n: count - 1 }) : t("alone"));
  });
  news.addEventListener("bye", () => {
    news.close();
    banner.textContent = t("stopped");
    banner.hidden = false;
  });
  news.addEventListener("error", () => {
    if (news.readyState === EventSource.CLOSED && !banner.hidden) return;
    banner.textContent = t("lost");
    banner.hidden = false;
  });
}
