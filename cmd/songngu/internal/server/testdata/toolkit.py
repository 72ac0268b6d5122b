"""Asks this server and Translate Toolkit's own, with the same memory, the same
questions: toolkit.py ADDRESS MEMORY.tmx. The client's part is as in Virtaal and
in the toolkit's tests: json, urllib, and the text quoted whole."""
import json
import os
import sys
import tempfile
import threading
from urllib.parse import quote
from urllib.request import Request, urlopen

from cheroot.wsgi import Server
from translate.services.tmserver import TMServer
from translate.storage import factory

ours, memory = sys.argv[1], sys.argv[2]


def ask(base, text, query=""):
    with urlopen(f"{base}/en/vi/unit/{quote(text, safe='')}{query}") as answer:
        return json.loads(answer.read().decode("utf-8"))


with tempfile.TemporaryDirectory() as folder:
    application = TMServer(os.path.join(folder, "tk.db"), [memory], source_lang="en", target_lang="vi")
    server = Server(("127.0.0.1", 0), application.rest)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    theirs = f"http://127.0.0.1:{server.bind_addr[1]}"
    exact = both = 0
    units = [u for u in factory.getobject(memory).units if u.source]
    for unit in units:
        mine, other = ask(ours, unit.source), ask(theirs, unit.source)
        assert mine[0]["source"] == unit.source, mine
        assert mine[0]["target"] == unit.target, mine
        assert isinstance(mine[0]["quality"], float) and mine[0]["quality"] == 100.0, mine
        assert other[0]["target"] in [m["target"] for m in mine], (mine, other)
        for name, value in other[0].items():
            assert isinstance(mine[0][name], type(value)), (name, mine, other)
        exact += 1
        fuzzy = " ".join(unit.source.split()[:-1]) + " so"
        mine, other = ask(ours, fuzzy, "?min_similarity=75&max_candidates=3"), ask(theirs, fuzzy)
        assert all(m["quality"] >= 75 for m in mine), mine
        if other and mine:
            both += 1
    server.stop()
    application.tmdb.connection.close()

pair = {"source": "Fill the kettle/pot 100%.", "target": "Đổ đầy ấm/nồi 100%."}
put = Request(f"{ours}/en/vi/unit/{quote(pair['source'], safe='')}", data=json.dumps(pair).encode(), method="PUT")
with urlopen(put) as answer:
    json.loads(answer.read())
found = ask(ours, pair["source"])
assert (found[0]["source"], found[0]["target"]) == (pair["source"], pair["target"]), found
print(f"{exact} exact, {both} fuzzy by both")
