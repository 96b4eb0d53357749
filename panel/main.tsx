import { render } from "preact";

const root = document.getElementById("app");
if (root === null) throw new TypeError('Expected panel.html to hold an element with the ID "app"');
render(<main>Privicore</main>, root);
