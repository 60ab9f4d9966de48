// Attaches small behaviours to parts that name them: data-module="theme". Every page works without them.
import { collectionNotes } from "./collection-notes.js";
import { comesBack } from "./comes-back.js";
import { copyNik } from "./copy-nik.js";
import { copyNumber } from "./copy-number.js";
import { copySecret } from "./copy-secret.js";
import { countPad } from "./count-pad.js";
import { countSum } from "./count-sum.js";
import { dialogs } from "./dialogs.js";
import { duesSum } from "./dues-sum.js";
import { filter } from "./filter.js";
import { moneyField, nikField } from "./fields.js";
import { requestRules } from "./htmx-rules.js";
import { journalSums } from "./journal-sums.js";
import { meetingSums } from "./meeting-sums.js";
import { palette } from "./palette.js";
import { photo } from "./photo.js";
import { pinPad } from "./pin-pad.js";
import { sentMarks } from "./sent-marks.js";
import { tabs } from "./tabs.js";
import { theme } from "./theme.js";

/** @type {Record<string, (part: HTMLElement) => void>} */
const MODULES = {
  "collection-notes": collectionNotes,
  "comes-back": comesBack,
  "copy-nik": copyNik,
  "copy-number": copyNumber,
  "copy-secret": copySecret,
  "count-pad": countPad,
  "count-sum": countSum,
  "dues-sum": duesSum,
  "filter": filter,
  "journal-sums": journalSums,
  "meeting-sums": meetingSums,
  "money-field": moneyField,
  "nik-field": nikField,
  "palette": palette,
  "photo": photo,
  "pin-pad": pinPad,
  "print": part => part.addEventListener("click", () => print()),
  "sent-marks": sentMarks,
  "tabs": tabs,
  "theme": theme,
};

/** @param {ParentNode} root */
function attach(root) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-module]"))) {
    if (part.dataset.attached) continue;
    part.dataset.attached = "1";
    MODULES[part.dataset.module ?? ""]?.(part);
  }
}

dialogs(document);
requestRules(document);
attach(document);
// A page that comes back with a refusal begins there, unless it names its own beginning.
const refused = document.querySelector("main .alert--bad[tabindex]");
if (refused instanceof HTMLElement && !document.querySelector("[autofocus]")) refused.focus();
document.addEventListener("htmx:load", event => attach(/** @type {HTMLElement} */ (event.target)));
