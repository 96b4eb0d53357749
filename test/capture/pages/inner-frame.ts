/** A frame with one socket, which says where it comes from. */
const frame = new URLSearchParams(location.search).get("frame");
const socket = new WebSocket(`${location.origin.replace("http", "ws")}/echo`);
socket.addEventListener("open", () => socket.send(`from frame ${frame}`));

export {};
