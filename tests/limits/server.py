"""Servers with their default limits, each started on a port of this machine, and one request to it."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time

HOST = "127.0.0.1"


def free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def wait_for(port, process):
    for _ in range(600):
        if process.poll() is not None:
            return False
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return True
        time.sleep(0.05)
    return False


def request(port, line, target="/", ends_late=False):
    """The status of the answer to a request whose head holds nothing but what it must, and this line. Where it ends late, its
    last byte is sent by itself, as when a head comes over a network in pieces."""
    head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{line}Connection: close\r\n\r\n".encode()
    answer = b""
    try:
        with socket.create_connection((HOST, port), 10) as connection:
            # A server that refuses a head may close before it has read all of it.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                if ends_late:
                    connection.sendall(head[:-1])
                    time.sleep(0.3)
                connection.sendall(head[-1:] if ends_late else head)
            while chunk := connection.recv(65536):
                answer += chunk
    except OSError:
        pass
    words = answer.split(None, 2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def others(target="/"):
    """Bytes of that head beside the line and its line break."""
    return len(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


NGINX = """daemon off; pid {folder}/pid; error_log stderr emerg; events {{}}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen {host}:{port}; location / {{ {what} }} }} }}"""


def nginx(folder, port, what="return 204;"):
    with open(f"{folder}/nginx.conf", "w") as file:
        file.write(NGINX.format(folder=folder, host=HOST, port=port, what=what))
    return ["nginx", "-p", folder, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/log"]


# What the answer behind the proxy holds beside the Set-Cookie line.
RESPONSE = len("HTTP/1.1 204 No Content\r\n\r\n")


def proxy(folder, port):
    """nginx in front of a server that sets a cookie as long as the path says."""
    behind = socket.create_server((HOST, 0))

    def answer():
        while True:
            with contextlib.suppress(OSError):
                connection, _ = behind.accept()
                with connection:
                    head = connection.recv(65536).decode()
                    made = "A" * int(head.split(" ")[1].strip("/") or 0)
                    line = f"Set-Cookie: __Host-token={made}; Path=/; Secure; HttpOnly; SameSite=Lax\r\n"
                    connection.sendall(f"HTTP/1.1 204 No Content\r\n{line}\r\n".encode())

    threading.Thread(target=answer, daemon=True).start()
    return nginx(folder, port, f"proxy_pass http://{HOST}:{behind.getsockname()[1]};")


def apache(folder, port):
    modules = "/usr/lib/apache2/modules"
    os.makedirs(f"{folder}/www")
    open(f"{folder}/www/index.html", "w").close()
    os.chmod(folder, 0o755)
    with open(f"{folder}/apache.conf", "w") as file:
        file.write(
            f"""ServerRoot {folder}
            ServerName localhost
            Listen {HOST}:{port}
            PidFile {folder}/pid
            ErrorLog {folder}/log
            LoadModule mpm_event_module {modules}/mod_mpm_event.so
            LoadModule authz_core_module {modules}/mod_authz_core.so
            LoadModule dir_module {modules}/mod_dir.so
            DirectoryIndex index.html
            DocumentRoot {folder}/www
            """
        )
    return ["apache2", "-X", "-f", f"{folder}/apache.conf"]


def node(folder, port):
    with open(f"{folder}/server.js", "w") as file:
        file.write(f"require('http').createServer((q, s) => {{ s.statusCode = 204; s.end() }}).listen({port}, '{HOST}')")
    return ["node", f"{folder}/server.js"]


def haproxy(folder, port):
    with open(f"{folder}/haproxy.cfg", "w") as file:
        file.write(
            f"""defaults
  mode http
  timeout client 10s
  timeout server 10s
  timeout connect 10s
frontend all
  bind {HOST}:{port}
  http-request return status 200
"""
        )
    return ["haproxy", "-db", "-f", f"{folder}/haproxy.cfg"]


def gunicorn(folder, port):
    with open(f"{folder}/answer.py", "w") as file:
        file.write("def application(environ, start):\n    start('204 No Content', [])\n    return []\n")
    return ["gunicorn", "--chdir", folder, "--bind", f"{HOST}:{port}", "--log-level", "critical", "answer"]


def caddy(folder, port):
    with open(f"{folder}/Caddyfile", "w") as file:
        file.write(f"{{\n admin off\n auto_https off\n}}\nhttp://{HOST}:{port}, http://localhost:{port} {{\n respond 204\n}}\n")
    return ["caddy", "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]


def envoy(folder, port):
    route = "{match: {prefix: /}, direct_response: {status: 204}}"
    with open(f"{folder}/envoy.yaml", "w") as file:
        file.write(
            f"""static_resources:
  listeners:
    - address: {{socket_address: {{address: {HOST}, port_value: {port}}}}}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: all
                route_config: {{virtual_hosts: [{{name: all, domains: ["*"], routes: [{route}]}}]}}
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: {{"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}
"""
        )
    return ["envoy", "-c", f"{folder}/envoy.yaml", "--disable-hot-restart", "--concurrency", "1", "-l", "off"]


def uvicorn(folder, port):
    with open(f"{folder}/answer.py", "w") as file:
        file.write(
            "async def application(scope, receive, send):\n"
            "    await send({'type': 'http.response.start', 'status': 204, 'headers': []})\n"
            "    await send({'type': 'http.response.body'})\n"
        )
    command = ["uvicorn", "--app-dir", folder, "--host", HOST, "--port", str(port), "--log-level", "critical"]
    # Without its extra packages, as it is installed by itself.
    return [*command, "--http", "h11", "--loop", "asyncio", "--lifespan", "off", "answer:application"]


TOMCAT = "/usr/share/tomcat10"


def tomcat(folder, port):
    for name in ("conf", "logs", "temp", "webapps/ROOT", "work"):
        os.makedirs(f"{folder}/{name}")
    open(f"{folder}/webapps/ROOT/index.html", "w").close()
    with open(f"{folder}/conf/server.xml", "w") as file:
        file.write(
            f"""<Server port="-1"><Service name="Catalina"><Connector port="{port}" address="{HOST}" protocol="HTTP/1.1"/>
            <Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine>
            </Service></Server>"""
        )
    with open(f"{folder}/conf/web.xml", "w") as file:
        file.write(
            """<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0"><servlet><servlet-name>default</servlet-name>
            <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class><load-on-startup>1</load-on-startup></servlet>
            <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
            <welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list></web-app>"""
        )
    jars = f"{TOMCAT}/bin/bootstrap.jar:{TOMCAT}/bin/tomcat-juli.jar"
    command = ["java" if os.path.isdir(TOMCAT) else "tomcat", "-cp", jars, f"-Dcatalina.home={TOMCAT}"]
    return [*command, f"-Dcatalina.base={folder}", "org.apache.catalina.startup.Bootstrap", "start"]


JETTY = """import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.AbstractHandler;
import javax.servlet.http.*;

public class Answer extends AbstractHandler {
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(204);
        base.setHandled(true);
    }

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("%s");
        connector.setPort(%d);
        server.addConnector(connector);
        server.setHandler(new Answer());
        server.start();
    }
}
"""


def jetty(folder, port):
    with open(f"{folder}/Answer.java", "w") as file:
        file.write(JETTY % (HOST, port))
    names = ("server", "http", "io", "util")
    jars = [f"/usr/share/java/jetty9-{name}.jar" for name in names] + ["/usr/share/java/servlet-api.jar"]
    found = all(os.path.exists(jar) for jar in jars)
    return ["java" if found else "jetty", "-Dorg.eclipse.jetty.LEVEL=OFF", "-cp", ":".join(jars), f"{folder}/Answer.java"]


SERVERS = {
    "envoy": envoy,
    "uvicorn": uvicorn,
    "tomcat": tomcat,
    "jetty": jetty,
    "nginx": nginx,
    "apache": apache,
    "node": node,
    "haproxy": haproxy,
    "gunicorn": gunicorn,
    "caddy": caddy,
    "proxy": proxy,
}


@contextlib.contextmanager
def running(name):
    """The port of the server, or None where it cannot be had."""
    folder = tempfile.mkdtemp(prefix="jotsmith-limits-")
    port = free_port()
    command = SERVERS[name](folder, port)
    if shutil.which(command[0]) is None:
        yield None
        return
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield port if wait_for(port, process) else None
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)
