"""What programs over docker-py do to an engine; prints one line a step."""

import io
import tarfile

import docker

client = docker.from_env()
print("ping", client.ping(), client.version()["ApiVersion"])
print("run", client.containers.run("busybox:1", ["echo", "hi"], remove=True))
try:
    client.containers.run("busybox:1", ["sh", "-c", "echo bad >&2; exit 3"], remove=True)
except docker.errors.ContainerError as error:
    print("exit", error.exit_status, error.stderr)

cat = client.containers.create(
    "busybox:1", ["sh", "-c", "echo start; cat; echo done"], stdin_open=True, name="py"
)
cat.start()
socket = cat.attach_socket(params={"stdin": 1, "stdout": 1, "stream": 1})
socket._sock.sendall(b"via socket\n")
socket._sock.shutdown(1)
print("wait", cat.wait(timeout=60), cat.logs(), cat.logs(tail=1))
cat.reload()
print("state", cat.status, cat.attrs["State"]["ExitCode"])

bits, stat = cat.get_archive("/etc/passwd")
names = tarfile.open(fileobj=io.BytesIO(b"".join(bits))).getnames()
print("get", stat["name"], stat["mode"], names)
archive = io.BytesIO()
with tarfile.open(fileobj=archive, mode="w") as tar:
    entry = tarfile.TarInfo("new")
    entry.size = 3
    tar.addfile(entry, io.BytesIO(b"abc"))
print("put", cat.put_archive("/tmp", archive.getvalue()), cat.diff())
cat.remove()

for lookup in (lambda: client.containers.get("py"), lambda: client.images.get("nothing")):
    try:
        lookup()
    except docker.errors.NotFound as error:
        print("absent", error.explanation)

volume = client.volumes.create("vv", labels={"a": "b"})
print("volume", [each.name for each in client.volumes.list(filters={"label": "a=b"})])
volume.remove()
print("networks", sorted(each.name for each in client.networks.list()))

sleeper = client.containers.create("busybox:1", ["sleep", "60"], name="st")
sleeper.start()
print("stats", next(sleeper.stats(decode=True))["name"])
code, output = sleeper.exec_run(["sh", "-c", "echo inside; exit 4"])
print("exec", code, output)
sleeper.rename("st2")
sleeper.stop(timeout=0)
print("stopped", sleeper.wait())
sleeper.remove()
print("events", [each["Action"] for each in client.events(since=1, until=2, decode=True)])

data = b"".join(client.images.get("busybox:1").save())
print("load", [each.tags for each in client.images.load(data)])
print("prune", client.api.prune_containers()["SpaceReclaimed"])
