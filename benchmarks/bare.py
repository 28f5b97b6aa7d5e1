"""The least a page can cost: of this server alone, and, what every figure is compared with, through Flask."""

from flask import Flask

PAGE = "<!doctype html><title>hello</title><h1>hello</h1>"

through_flask = Flask(__name__)


def app(_environ, start_response):
    body = PAGE.encode()
    head = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", head)
    return [body]


@through_flask.get("/")
def hello() -> str:
    return PAGE
