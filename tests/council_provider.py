"""A council's own sign-in (OpenID Connect) on this machine, for tests: good, or forging what it is told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from secrets import token_urlsafe
from threading import Thread
from time import time
from typing import Any, ClassVar
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.utils import base64url_encode

CLIENT, SECRET = "clearline", "a-secret-of-the-client"


class Provider:
    """What the provider knows and does; tests change its attributes."""

    keys: ClassVar[dict[str, rsa.RSAPrivateKey]] = {}

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = self.keys.setdefault("good", rsa.generate_private_key(65537, 2048))
        self.config: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.token: Any = None
        """A whole token instead of a good one."""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def agree(self, location: str, **claims: Any) -> dict[str, str]:
        """Return what the browser brings back, as if a person had signed in at the address that it was led to."""
        asked = dict(parse_qsl(urlsplit(location).query))
        code = token_urlsafe(8)
        self.codes[code] = asked
        self.claims = {"sub": "a1b2", "email": "jo@northmoor.example", **claims}
        return {"code": code, "state": asked["state"]}

    def discovery(self) -> dict[str, Any]:
        """Return what the provider says of itself."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        said = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        return {
            "issuer": self.issuer,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **said,
            **self.config,
        }

    def public_keys(self) -> dict[str, Any]:
        """Return the keys by which tokens are checked."""
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "use": "sig"}]}

    def exchange(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return a token for a code, when everything about it is right, PKCE too."""
        asked = self.codes.pop(form.get("code", ""), None)
        right = asked and form.get("redirect_uri") == asked["redirect_uri"]
        if not asked or not right or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 400, {"error": "invalid_grant"}
        if (
            asked["code_challenge_method"] != "S256"
            or challenge(form.get("code_verifier", "")) != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        token = self.token if self.token is not None else self.signed(self.said(asked["nonce"]))
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}

    def said(self, nonce: str) -> dict[str, Any]:
        """Return the claims of a token; those that a test sets to ``None`` are left out."""
        now = int(time())
        good = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        return {name: value for name, value in {**good, **self.claims}.items() if value is not None}

    def signed(self, claims: dict[str, Any], key: Any = None, kid: str = "one", algorithm: str = "RS256") -> str:
        """Return a token with a good signature, or with another key, name of key or way of signing."""
        return jwt.encode(claims, key or self.key, algorithm=algorithm, headers={"kid": kid})


def challenge(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier."""
    return base64url_encode(sha256(verifier.encode()).digest()).decode()


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            provider.asked.append(self.path)
            said = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.public_keys}
            if self.path in said:
                self.answer(200, said[self.path]())
            else:
                self.answer(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(*provider.exchange({name: values[0] for name, values in parse_qs(body).items()}))

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
