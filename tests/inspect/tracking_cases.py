"""Faults of marks, limits and sequencing, and of what pages and scripts do."""

from __future__ import annotations

from tests.inspect.build import SCO12
from tests.inspect.cases import Case
from tests.inspect.manifest_cases import with_item

SCORED = 'api.LMSSetValue("cmi.core.score.raw", "80");\n'
CONTROLS = '<imsss:deliveryControls tracked="true" completionSetByContent="true" objectiveSetByContent="true"/>'
BODY = "<p>A</p>"
FOURTH = {"2004 4th Edition": "2004 3rd Edition"}


def mark(name: str, text: str, attributes: str = "") -> dict[str, str]:
    return with_item(f"<adlcp:{name}{attributes}>{text}</adlcp:{name}>")


def later(inner: str) -> dict[str, str]:
    """An element of ADL behind the item's title, before its sequencing."""
    return {"<title>A unit</title>": f"<title>A unit</title>{inner}"}


def before_controls(inner: str) -> dict[str, str]:
    return {CONTROLS: inner + CONTROLS}


def objectives(inner: str) -> dict[str, str]:
    return before_controls(f"<imsss:objectives>{inner}</imsss:objectives>")


def rules(inner: str) -> dict[str, str]:
    return before_controls(f"<imsss:sequencingRules>{inner}</imsss:sequencingRules>")


def primary(inner: str = "", attributes: str = 'objectiveID="P"') -> str:
    return f"<imsss:primaryObjective {attributes}>{inner}</imsss:primaryObjective>"


def minimum(value: str) -> str:
    return f"<imsss:minNormalizedMeasure>{value}</imsss:minNormalizedMeasure>"


def body(html: str) -> dict[str, str]:
    return {BODY: html}


def sends(line: str, base: str) -> dict[str, str]:
    verb = "LMSSetValue" if base == "12" else "SetValue"
    return {'("");\n': f'("");\n{line.replace("set", f"api.{verb}")}\n'}


MEASURED = 'objectiveID="P" satisfiedByMeasure="true"'
SKIP = '<imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="{}"{}/></imsss:ruleConditions><imsss:ruleAction action="{}"/></imsss:preConditionRule>'
MAP = '<imsss:mapInfo targetObjectiveID="G" {}/>'
NAV = "<adlnav:presentation><adlnav:navigationInterface>{}</adlnav:navigationInterface></adlnav:presentation>"
HIDE = "<adlnav:hideLMSUI>{}</adlnav:hideLMSUI>"
SEQUENCING_END = "</imsss:sequencing></item>"
NO_PROGRESS = {'api.SetValue("cmi.progress_measure", "0.5");\n': ""}
NO_SCALED = {'api.SetValue("cmi.score.scaled", "0.8");\n': ""}

CASES = [
    Case("mastery-score-range", "12", mark("masteryscore", "101")),
    Case("mastery-score-fraction", "12", mark("masteryscore", "0.8")),
    Case("mastery-score-override", "12", mark("masteryscore", "80")),
    Case("mastery-score-unused", "12", {**mark("masteryscore", "80"), SCORED: ""}),
    Case("max-time-shape", "12", mark("maxtimeallowed", "90 minutes"), right=mark("maxtimeallowed", "0001:30:00.00")),
    Case("time-limit-word", "12", with_item("<adlcp:maxtimeallowed>01:00:00</adlcp:maxtimeallowed><adlcp:timelimitaction>leave</adlcp:timelimitaction>")),
    Case("time-limit-pointless", "12", mark("timelimitaction", "exit,message")),
    Case("launch-data-long", "12", mark("datafromlms", "x" * 256), right=mark("datafromlms", "x" * 255)),
    Case("prerequisites-weak", "12", mark("prerequisites", "I", ' type="aicc_script"')),
    Case("prerequisites-shape", "12", mark("prerequisites", "I"), also=frozenset({"prerequisites-weak"})),
    Case("prerequisites-dangling", "12", mark("prerequisites", "Z", ' type="aicc_script"'), also=frozenset({"prerequisites-weak"})),
    Case("element-of-2004", "12", with_item("<dataFromLMS xmlns='urn:x'>a</dataFromLMS>")),
    # sequencing
    Case("sequencing-word", "2004", rules(SKIP.format("satisfied", "", "Skip")), right=rules(SKIP.format("satisfied", "", "skip"))),
    Case("sequencing-boolean", "2004", {'choice="true"': 'choice="yes"'}),
    Case("nothing-reachable", "2004", {'choice="true" flow="true"': 'choice="false" flow="false"'}),
    Case("primary-objective-missing", "2004", objectives('<imsss:objective objectiveID="A"/>'), right=objectives(primary())),
    Case("objective-without-id", "2004", objectives(primary() + "<imsss:objective/>"), right=objectives(primary() + '<imsss:objective objectiveID="B"/>')),
    Case("objective-twice", "2004", objectives(primary() + '<imsss:objective objectiveID="P"/>'), right=objectives(primary() + '<imsss:objective objectiveID="B"/>')),
    Case("objective-dangling", "2004", rules(SKIP.format("satisfied", ' referencedObjective="Z"', "skip")), right=rules(SKIP.format("satisfied", "", "skip"))),
    Case("measure-range", "2004", objectives(primary(minimum("80"), MEASURED)), right=objectives(primary(minimum("0.8"), MEASURED))),
    Case("measure-missing", "2004", objectives(primary("", MEASURED)), right=objectives(primary(minimum("0.8"), MEASURED))),
    Case("measure-idle", "2004", objectives(primary(minimum("0.8"))), right=objectives(primary(minimum("0.8"), MEASURED))),
    Case("measure-beside-objectives", "2004", objectives(primary(minimum("0.8"), MEASURED) + '<imsss:objective objectiveID="B"/>'), right=objectives(primary(minimum("0.8"), MEASURED))),
    Case("objectives-mapped", "2004", objectives(primary(MAP.format(""))), right=objectives(primary())),
    Case("objectives-leak", "2004", {**objectives(primary(MAP.format(""))), ' adlseq:objectivesGlobalToSystem="false"': ""}, also=frozenset({"objectives-mapped"})),
    Case("objective-map-conflict", "2004", objectives(primary(MAP.format('writeSatisfiedStatus="true"') * 2)), also=frozenset({"objectives-mapped"})),
    Case("collection-dangling", "2004", {"<imsss:sequencing><imsss:delivery": '<imsss:sequencing IDRef="Z"><imsss:delivery'}),
    Case("hide-word", "2004", {SEQUENCING_END: f"</imsss:sequencing>{NAV.format(HIDE.format('menu'))}</item>"}, right={SEQUENCING_END: f"</imsss:sequencing>{NAV.format(HIDE.format('continue'))}</item>"}),
    Case("way-out-hidden", "2004", {SEQUENCING_END: f"</imsss:sequencing>{NAV.format(''.join(map(HIDE.format, ['exit', 'exitAll', 'suspendAll'])))}</item>"}, right={SEQUENCING_END: f"</imsss:sequencing>{NAV.format(HIDE.format('exit'))}</item>"}),
    Case("limit-shape", "2004", before_controls('<imsss:limitConditions attemptAbsoluteDurationLimit="1:30"/>'), right=before_controls('<imsss:limitConditions attemptAbsoluteDurationLimit="PT1H30M"/>')),
    # completion and success in 2004
    Case("threshold-range", "2004", {**later('<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="90"/>')}, also=frozenset({"threshold-override"})),
    Case("threshold-old-form", "2004", later("<adlcp:completionThreshold>0.9</adlcp:completionThreshold>"), also=frozenset({"threshold-override"})),
    Case("threshold-new-form", "2004", {**FOURTH, **later('<adlcp:completionThreshold completedByMeasure="false"/>')}, right=FOURTH),
    Case("threshold-without-progress", "2004", {**later('<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>'), **NO_PROGRESS}),
    Case("measure-without-score", "2004", {**objectives(primary(minimum("0.8"), MEASURED)), **NO_SCALED}, right=objectives(primary(minimum("0.8"), MEASURED))),
    Case("threshold-override", "2004", later('<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>')),
    Case("silence-counts-as-success", "2004", {' completionSetByContent="true"': ""}),
    Case("not-tracked", "2004", {'tracked="true"': 'tracked="false"'}),
    Case("time-limit-word-2004", "2004", {**later("<adlcp:timeLimitAction>leave</adlcp:timeLimitAction>"), **before_controls('<imsss:limitConditions attemptAbsoluteDurationLimit="PT1H"/>')}),
    Case("time-limit-pointless-2004", "2004", later("<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>")),
    Case("launch-data-long-2004", "2004", later(f"<adlcp:dataFromLMS>{'x' * 4001}</adlcp:dataFromLMS>"), right=later("<adlcp:dataFromLMS>x</adlcp:dataFromLMS>")),
    Case("tracking-without-sco", "2004", {**later("<adlcp:dataFromLMS>x</adlcp:dataFromLMS>"), 'scormType="sco"': 'scormType="asset"'}, also=frozenset({"no-sco"})),
    Case("element-of-12", "2004", later("<a:masteryscore xmlns:a='urn:x'>80</a:masteryscore>"), also=frozenset({"namespace-unmapped"})),
    Case("shared-data-too-early", "2004", {**FOURTH, SEQUENCING_END: '</imsss:sequencing><adlcp:data><adlcp:map targetID="A"/></adlcp:data></item>'}, right={SEQUENCING_END: '</imsss:sequencing><adlcp:data><adlcp:map targetID="A"/></adlcp:data></item>'}),
    Case("shared-data-target", "2004", {SEQUENCING_END: "</imsss:sequencing><adlcp:data><adlcp:map/></adlcp:data></item>"}, right={SEQUENCING_END: '</imsss:sequencing><adlcp:data><adlcp:map targetID="A"/></adlcp:data></item>'}),
    # scripts
    Case("api-of-other-edition", "12", more={"sco.js": "API_1484_11 Initialize Terminate cmi.completion_status"}),
    Case("api-of-other-edition", "2004", more={"sco.js": SCO12}, also=frozenset({"elements-of-other-edition"})),
    Case("never-initializes", "12", more={"sco.js": "var a = 1;"}),
    Case("never-terminates", "12", {"api.LMSFinish": "api.leave"}),
    Case("never-reports-status", "12", {"cmi.core.lesson_status": "cmi.core.lesson_location"}),
    Case("elements-of-other-edition", "12", sends('set("cmi.completion_status", "completed");', "12")),
    Case("value-refused", "12", {'"incomplete"': '"not attempted"'}),
    Case("value-refused", "12", {'"suspend"': '"normal"'}),
    Case("value-refused", "2004", {'"incomplete"': '"passed"'}),
    Case("number-refused", "12", {'"80"': '"101"'}),
    Case("number-refused", "2004", {'"0.8"': '"80"'}),
    Case("value-refused", "12", sends('set("cmi.interactions.0.result", "incorrect");', "12"), right=sends('set("cmi.interactions.0.result", "0.5");', "12")),
    Case("score-not-of-100", "12", sends('set("cmi.core.score.max", "10");', "12"), right=sends('set("cmi.core.score.max", "100");', "12")),
    Case("score-scaled-alone", "2004", {'api.SetValue("cmi.score.raw", "80");\n': ""}),
    Case("time-refused", "12", {'"0000:12:07.50"': '"PT12M"'}),
    Case("time-refused", "2004", {'"PT12M7.5S"': '"00:12:07"'}),
    Case("read-only-written", "12", sends('set("cmi.core.credit", "credit");', "12")),
    Case("state-without-suspend", "12", {'api.LMSSetValue("cmi.core.exit", "suspend");\n': ""}),
    Case("saved-at-unload-only", "12", {"pagehide": "unload", 'api.LMSCommit("");\n': ""}),
    Case("navigation-refused", "2004", sends('set("adl.nav.request", "exitAll");', "2004")),
    # pages
    Case("link-from-root", "12", {'src="sco.js"': 'src="/sco.js"'}),
    Case("link-broken", "12", body('<img src="a.png" alt="">')),
    Case("link-case", "12", {'src="sco.js"': 'src="SCO.js"'}),
    Case("loads-remote", "12", body('<script src="https://cdn.example.org/a.js"></script>')),
    Case("loads-remote", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="a.css"/>'}, {"a.css": "a{background:url(https://example.org/a.png)}"}),
    Case("mixed-content", "12", body('<iframe src="http://example.org/"></iframe>'), also=frozenset({"loads-remote"})),
    Case("speaks-to-server", "12", sends('fetch("https://lrs.example.org/statements");', "12")),
    Case("secret-in-text", "12", sends('var a = "Basic dXNlcjpwYXNzd29yZDE=";', "12")),
    Case("secret-in-text", "2004", sends('var lrs = {password: "hunter2hunter2"};', "2004")),
    Case("breaks-out-of-frame", "12", sends("if (top != self) top.location = self.location;", "12")),
    Case("link-leaves-frame", "12", body('<a href="index.html" target="_top">on</a>')),
    Case("page-charset", "12", {'<meta charset="utf-8">': "", **body("<p>Ü</p>")}),
]  # fmt: skip
