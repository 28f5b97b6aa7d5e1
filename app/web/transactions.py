"""One request, one transaction: opened by the guard for unsafe methods, settled here."""

from flask import Flask, Response, current_app, session

from app.db.session import db, end_writing, is_writing


def settle(response: Response) -> Response:
    """Kept when the answer is good, undone when it is a refusal or an error.

    What could not be kept is answered as the error it is: nothing that the view wanted to say goes out, neither in
    this answer nor as a message on the next page.
    """
    if not is_writing():
        return response
    try:
        end_writing(keep=response.status_code < 400)
    except Exception as error:
        session.pop("_flashes", None)
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def close(_error: BaseException | None) -> None:
    """after_request is skipped when an exception travels out, so the flag is put back here too.

    What was only read ends here as well, not with the context: a context may outlive its request.
    """
    if is_writing():
        end_writing(keep=False)
    else:
        db.session.close()


def install(app: Flask) -> None:
    app.after_request(settle)
    app.teardown_request(close)
