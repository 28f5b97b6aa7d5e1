"""The page cookie: signed by Flask, with a signer made once and not for every request."""

from functools import cache

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class PageCookie(SecureCookieSessionInterface):
    @cache  # noqa: B019 - one for the life of the program
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(app)
