"""Open edX's SCORM block in its workbench, driven over HTTP; runs in an environment of its own.

    python openedx_server.py FOLDER

prints its address, then serves until it is ended. POST a zip to /_import; a browser takes the package at
/scenario/scorm.0/; GET /_state gives grade, status, stored data and the events that were published.

What the workbench lacks and the platform has is supplied here: a place, a user, and a wide window.
"""

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

folder = Path(sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
os.environ["WORKBENCH_DATABASES"] = json.dumps(
    {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "workbench.db")}}
)

from django.conf import settings  # noqa: E402

settings.MEDIA_ROOT = str(folder / "media")
settings.ALLOWED_HOSTS = ["*"]
settings.XBLOCK_SETTINGS = {"ScormXBlock": {"TRACKING_EVENTS_ENABLED": True}}
settings.DEBUG = True
settings.LOGGING_CONFIG = None  # the workbench would log into the working folder

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)

import webob  # noqa: E402
from openedxscorm.scormxblock import ScormXBlock  # noqa: E402
from webob.multidict import MultiDict  # noqa: E402
from workbench import scenarios  # noqa: E402
from workbench.runtime import WorkbenchRuntime  # noqa: E402

EVENTS = []
USER = {"edx-platform.user_id": 17, "edx-platform.username": "jo"}
def place(self):
    return SimpleNamespace(block_id=str(self.scope_ids.usage_id), org="o", course="c", run="r")


ScormXBlock.location = property(place, lambda self, value: None)
ScormXBlock.get_current_user_attr = lambda self, attr: USER.get(attr)
# The platform's handler addresses take a path behind them; the workbench's end in a query.
ScormXBlock.proxy_base_url = property(lambda self: "/_package")
_publish = WorkbenchRuntime.publish


def publish(self, block, event_type, event_data):
    EVENTS.append({"type": event_type, "data": event_data})
    return _publish(self, block, event_type, event_data)


WorkbenchRuntime.publish = publish
scenarios.add_xml_scenario("scorm.0", "A package", "<scorm/>")


def block():
    """The block as the learner has it."""
    runtime = WorkbenchRuntime(user_id="student_1")
    return runtime.get_block(scenarios.SCENARIOS["scorm.0"].usage_id)


def import_package(data):
    """What Studio does when an author uploads a zip."""
    own = block()
    file = BytesIO(data)
    file.name = "package.zip"
    file.size = len(data)
    fields = {
        "display_name": "Package", "width": "", "height": "", "has_score": "1", "weight": "1",
        "enable_navigation_menu": "0", "enable_fullscreen_button": "0", "navigation_menu_width": "",
        "popup_on_launch": "0",
    }  # fmt: skip
    params = MultiDict(fields)
    params["file"] = SimpleNamespace(file=file, filename="package.zip")
    answer = own.studio_submit(SimpleNamespace(params=params), "")
    own.save()
    return json.loads(answer.body)


def state():
    own = block()
    return {
        "grade": own.get_grade(),
        "status": own.lesson_status,
        "score": own.lesson_score,
        "data": own.scorm_data,
        "version": own.scorm_version,
        "index": own.index_page_path,
        "warnings": own.package_warnings,
        "events": EVENTS,
    }


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/_import":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        answer = import_package(body)
    elif path == "/_state":
        answer = state()
    elif path.startswith("/_package/"):
        answer = block().assets_proxy(webob.Request(environ), path.removeprefix("/_package/"))
        return answer(environ, start_response)
    else:
        return django_application(environ, start_response)
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(answer, default=str).encode()]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


django_application = get_wsgi_application()
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402

django_application = StaticFilesHandler(django_application)
server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
