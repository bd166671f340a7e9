// Everything works without this file: it only adds what GOV.UK Frontend does in the browser.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
