// Has programs of others read what the formats write: the official CloudEvents SDK and
// Segment's validator. Takes a JSON list of { word, kind, headers, body }; says what was read.
import { createRequire } from "node:module";

const require = createRequire(`${process.argv[2]}/`);
const { HTTP } = require("cloudevents");
const validate = require("@segment/loosely-validate-event");

let given = "";
for await (const piece of process.stdin) given += piece;

const ids = (word, { kind, headers, body }) => {
  if (word == "segment") {
    const { batch } = JSON.parse(body);
    // Times are dates to it, as they are once the body has been taken in.
    batch.forEach((event) => validate({ ...event, timestamp: new Date(event.timestamp) }));
    return batch.map(({ messageId }) => messageId);
  }
  const read = HTTP.toEvent({ headers: { "content-type": kind, ...headers }, body });
  const events = Array.isArray(read) ? read : [read];
  return events.map((event) => {
    event.validate();
    if (!event.data) throw new Error("no data");
    return event.id;
  });
};

console.log(JSON.stringify(JSON.parse(given).map((post) => [post.word, ids(post.word, post)])));
