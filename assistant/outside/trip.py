"""One fetch on its way: where it is, what it may still do, and the words for how it ended. Pure; http.py moves it."""

from __future__ import annotations

import base64
import ssl
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from assistant.addresses import mask_url
from assistant.outside.dial import NoSuchHost, Refused
from assistant.outside.http_headers import plain
from assistant.outside.inflate import TooLarge, Unfit
from assistant.words import Failed, FailureKind, Validators

MOST_REDIRECTS = 5
LONGEST_URL = 4096
LONGEST_HOST = 253  # RFC 1035


class Stop(Exception):
    """This fetch ends here, with these words."""

    def __init__(self, kind: FailureKind, reason: str, status: int = 0, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.status = status
        self.retry_after = retry_after


@dataclass(slots=True)
class Trip:
    """One fetch on its way. `left` is network time in seconds; waiting for a turn does not count."""

    url: str  # as asked
    at: httpx.URL
    accept: str
    known: Validators
    login: str  # the Authorization header for the first address's own host
    left: float
    permanent: bool = True
    hops: int = 0
    seen: set[tuple[str, str]] = field(default_factory=set)
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)  # this trip's alone: some sites redirect until they are back
    start: httpx.URL = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.at

    @property
    def host(self) -> str:
        return self.at.host

    @property
    def at_home(self) -> bool:
        """Whether the login may be sent here: same host, port and scheme, or the step up from http to https."""
        same = (self.at.scheme, self.at.host, self.at.port) == (self.start.scheme, self.start.host, self.start.port)
        upgraded = self.at.host == self.start.host and (self.start.scheme, self.at.scheme) == ("http", "https")
        return same or (upgraded and self.start.port is None and self.at.port is None)

    @property
    def found_at(self) -> str:
        """Where the answer came from, never with user info: links are resolved against it."""
        return self.url if not self.hops and not self.start.userinfo else str(self.at)

    @property
    def moved_to(self) -> str:
        if not self.hops or not self.permanent:
            return ""
        return str(self.at.copy_with(userinfo=self.start.userinfo) if self.at_home else self.at)

    def onward(self, location: str) -> httpx.URL:
        """Where a redirect leads, without user info: a login that a redirect brings along is not used. Raises Stop."""
        if self.hops >= MOST_REDIRECTS:
            raise Stop("status", f"{self.start.host} sends us on more than {MOST_REDIRECTS} times.")
        try:
            there = str(self.at.join(location))
        except (httpx.InvalidURL, ValueError) as error:
            raise Stop("refused", f"{self.host} sends us on to what is no address: {plain(mask_url(location), 80)}") from error
        return _address(there, f"{self.host} sends us on: ").copy_with(userinfo=b"")


def begin(url: str, known: Validators, accept: str, seconds: float) -> Trip:
    """A trip to this address. Raises Stop where it is none that we read."""
    at = _address(url)
    login = ""
    if at.userinfo:
        login = "Basic " + base64.b64encode(f"{at.username}:{at.password}".encode()).decode()
    trip = Trip(url, at, accept, known, login, seconds)
    trip.at = at.copy_with(userinfo=b"")
    return trip


def _address(url: str, said_by: str = "") -> httpx.URL:
    """The address, parsed. Raises Stop unless it is http or https with a host."""
    shown = plain(mask_url(url), 120)
    if len(url) > LONGEST_URL:
        raise Stop("refused", f"{said_by}An address of {len(url)} characters is not read: {shown}…")
    try:
        at = httpx.URL(url)
        host = at.host  # decodes xn--, which may fail
    except (httpx.InvalidURL, ValueError) as error:
        raise Stop("refused", f"{said_by}This is no web address: {shown}") from error
    if at.scheme not in ("http", "https") or not host:
        raise Stop("refused", f"{said_by}Only http and https addresses are read, not {shown}")
    if len(at.raw_host) > LONGEST_HOST:
        raise Stop("refused", f"{said_by}A host's name cannot be that long: {shown}")
    return at


def failed(url: str, stop: Stop) -> Failed:
    return Failed(url, stop.kind, str(stop), stop.status, stop.retry_after)


def explained(error: Exception, trip: Trip, seconds: float) -> Stop:
    """The fault in words. Vendors' errors end here; none of their texts is shown."""
    host = trip.host
    match error:
        case Refused():
            way = f"{trip.start.host} sends us to {host}, which" if trip.hops else host
            return Stop("refused", f"{way} leads to {error}; such addresses are not read.")
        case NoSuchHost():
            return Stop("unreachable", f"No host is found under the name {host}.")
        case TooLarge():
            return Stop("too_large", f"{host} sent {error}.", 200)
        case Unfit():
            return Stop("wrong_type", f"{host} sent {error}.", 200)
        case httpx.ConnectTimeout():
            return Stop("timeout", f"{host} could not be reached in time.")
        case TimeoutError() | httpx.TimeoutException():
            return Stop("timeout", f"{host} did not finish its answer within {seconds:g} seconds.")
        case httpx.ConnectError():
            return Stop("unreachable", f"{host} {_why_unreachable(error)}.")
        case httpx.InvalidURL():
            return Stop("refused", f"{host} sends us on to what is no address.")
        case _:
            return Stop("unreachable", f"{host} broke off, or answered in a way that is not HTTP.")


def _why_unreachable(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"shows a certificate that does not hold ({plain(cause.verify_message, 80)})"
        if isinstance(cause, ssl.SSLError):
            return "could not agree with us on encryption"
        cause = cause.__cause__ or cause.__context__
    return "does not accept connections"
