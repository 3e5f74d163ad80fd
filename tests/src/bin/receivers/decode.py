# Has the official CloudEvents SDK read single events, structured and binary. Takes a JSON
# list of { headers, body }; says id, type and data of each.
import json
import sys

from cloudevents.core.bindings.http import HTTPMessage, from_http_event

given = [HTTPMessage(post["headers"], post["body"].encode()) for post in json.loads(sys.argv[1])]
read = [from_http_event(message) for message in given]
print(json.dumps([[event.get_id(), event.get_type(), event.get_data()] for event in read]))
