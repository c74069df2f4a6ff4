"""What is asked for by the words on a button, whatever the language: senses, and families of verbs by what they act on.

A family is a set of verbs that mean the same where they act on the same kind of thing: to close a window goes back, to
close an account takes it away for good, to close an issue can be taken back. Which verbs belong to which family and
which nouns to which kind of thing is data of each language (`english`, `chinese`); what follows from the two together
is written once, here.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from deskhand.core.verdicts import RiskClass

Kind = Literal[
    "plain", "shows", "refuses", "generic", "next", "save", "apply", "accept", "decline", "delete", "subscribe",
    "upgrade", "run", "allow", "draft", "clear", "share", "commits", "edits", "promotes", "uploads", "cuts", "formats",
    "outside",
]  # fmt: skip
"""How a sense is judged: "plain" by its class alone, the others also by what stands around (policy.pressing)."""


class Sense(NamedTuple):
    """kind: how it is judged. risk and undo: what it does where nothing around says otherwise."""

    kind: Kind
    risk: RiskClass
    undo: bool | None = None


SENSES: dict[str, Sense] = {
    # What only shows, chooses or goes back
    "shows": Sense("shows", "move"),
    "refuses": Sense("refuses", "move"),
    "edits": Sense("edits", "write_on_desk"),
    "clear": Sense("clear", "write_on_desk"),
    # What has its meaning from where it stands
    "generic": Sense("generic", "submit"),
    "next": Sense("next", "submit"),
    "save": Sense("save", "submit"),
    "apply": Sense("apply", "change_settings"),
    "run": Sense("run", "submit"),
    # Money
    "pay": Sense("plain", "pay"),
    "upgrade": Sense("upgrade", "submit"),
    "subscribe": Sense("subscribe", "submit"),
    "commits": Sense("commits", "submit"),
    # Telling other people, and asking something of a site
    "send": Sense("plain", "send"),
    "share": Sense("share", "send"),
    "promotes": Sense("promotes", "send"),
    "uploads": Sense("uploads", "submit"),
    "asks": Sense("plain", "submit"),
    "outside": Sense("outside", "submit"),
    "light": Sense("plain", "submit", True),
    "draft": Sense("draft", "submit", True),
    # Taking away
    "delete": Sense("delete", "delete"),
    "cuts": Sense("cuts", "delete"),
    "formats": Sense("formats", "delete"),
    "trash": Sense("delete", "delete", True),
    "erase": Sense("delete", "delete", False),
    "destroys": Sense("plain", "delete"),
    # Who one is, what is set, what is agreed to
    "sign_in": Sense("plain", "sign_in"),
    "settings": Sense("plain", "change_settings"),
    "allow": Sense("allow", "grant_permission"),
    "accept": Sense("accept", "accept_terms"),
    "decline": Sense("decline", "submit"),
    # What comes to the desk
    "installs": Sense("plain", "install"),
    "fetches": Sense("plain", "bring_in"),
}


class Family(NamedTuple):
    """default: the sense with a thing that no rule names. bare: with none. rules: by the thing acted on ("account"),
    by where to, from or as what it goes ("to trash"), and by a thing with "a" before it ("a case")."""

    default: str
    bare: str
    rules: dict[str, str]


_TABLE = """
delete: delete | filter=shows piece=cuts basket=trash label=trash trash=erase
      : to_trash=trash from_basket=trash from_filter=shows
remove: delete | filter=shows piece=cuts basket=trash label=trash trash=erase
      : to_trash=trash from_cart=trash from_holder=trash from_basket=trash from_filter=shows from_label=trash
trash: trash |
destroy: destroys | filter=shows people=asks trash=erase booking=asks
drop: delete | booking=asks plea=asks group=asks filter=shows place=shows process=shows
release: asks | to_crowd=send infra=delete info=send product=send money=pay message=send
erase: erase |
clear: delete | bare=clear form=clear view=shows process=shows basket=trash trash=erase label=light
     : data=delete case=light
     : money=pay part=clear time=clear
reset: delete | bare=clear form=clear view=shows process=shows time=clear part=clear setting=settings
     : to_setting=settings credential=asks
start_up: asks | bare=light infra=light app=light device=light process=shows view=shows appliance=settings
        : hazard=asks
lock_in: asks | bare=light app=settings feature=settings doc=light case=light message=light part=light
       : piece=light door=settings
give_up: asks | bare=delete infra=delete draft=delete data=delete media=delete process=delete label=light
pass_down: asks | notice=send message=send
draft_save: draft |
seal: asks | case=light message=light
opt_out: asks | bare=settings message=settings notice=settings plan=settings feature=settings media=settings
       : group=settings label=settings
wipe_out: delete | bare=clear form=clear view=shows process=shows basket=trash trash=erase label=light data=delete
        : notice=light part=clear time=clear
hail: send | ride=pay
thank: send |
prolong: commits |
rekey: asks |
let_go: delete | case=light booking=asks sitting=asks time=asks case=light
end_off: asks | infra=delete group=delete account=delete process=refuses view=refuses
take_back: asks | message=delete media=delete
forbid: asks | feature=settings view=settings app=settings device=settings
open_service: commits | bare=pay plan=pay notice=settings feature=settings setting=settings
overwrite: delete |
format_disk: formats |
replace: delete | part=shows media=shows credential=asks view=shows text=edits
close: asks | bare=refuses appliance=settings account=delete stake=pay door=settings process=refuses
     : view=refuses media=refuses
     : info=refuses part=refuses form=refuses cart=refuses setting=refuses app=refuses text=refuses call=refuses
     : time=refuses case=light
close_for_good: asks |
cancel: asks | bare=refuses reaction=light process=refuses booking=asks money=asks sitting=asks order=asks plea=asks
      : view=refuses
      : part=refuses info=refuses account=delete label=light time=refuses setting=refuses media=refuses
call_off: asks |
shut: asks | hazard=asks bare=refuses setting=settings appliance=settings account=delete stake=pay door=settings
    : notice=settings process=refuses view=refuses
    : info=refuses part=refuses form=refuses cart=refuses app=refuses text=refuses call=refuses time=refuses
    : case=light
    : setting=settings feature=settings device=settings infra=settings media=refuses
leave: asks | account=sign_in bare=refuses view=refuses process=refuses info=refuses doc=refuses place=refuses
     : message=send
     : money=pay
     : cart=refuses part=refuses setting=refuses form=refuses app=refuses
exit: refuses | plan=asks group=asks booking=asks sitting=asks
dismiss: refuses | people=asks plea=asks
end: asks | time=shows sitting=asks call=asks view=refuses process=refuses info=refuses part=refuses
stop: light | appliance=settings process=shows view=shows media=shows booking=asks money=asks
finish: asks | bare=generic process=shows view=shows case=light money=pay cart=pay case=light part=light info=shows
      : order=pay
open: shows | appliance=settings feature=settings stake=pay door=asks sitting=asks a_case=asks a_plea=asks
    : a_account=asks
open_up: settings | sitting=asks booking=asks to_crowd=send
show: shows |
show_to: shows | to_people=send to_group=send
search: shows |
edit: shows | credential=settings
choose: shows | plan=upgrade final=asks
switch: shows | appliance=settings to_appliance=settings account=sign_in plan=upgrade supplier=asks
set: settings | view=shows time=shows
create: asks | account=sign_in draft=draft snapshot=light label=light cart=light case=asks
add: asks | cart=light label=light view=shows part=shows money=pay message=send form=shows app=installs
   : time=shows
   : to_cart=light to_label=light to_view=shows to_app=installs to_device=light another=shows info=shows
   : to_part=shows feature=settings setting=settings order=pay snapshot=light
   : friend=send media=shows text=shows place=shows
new: shows |
attach: shows | infra=light
format: edits | infra=delete device=delete media=shows
write: edits | message=send plea=asks sitting=asks booking=asks
pay: pay |
order: pay | info=shows plea=asks health=asks case=asks
trade: pay | plea=asks
bet: pay |
refund: pay |
reorder: pay | part=edits form=edits view=shows piece=edits label=light cart=light
withdraw: asks | bare=pay money=pay stake=pay
deposit: pay | infra=asks cart=light
transfer: asks | money=pay stake=pay
renew: pay | doc=asks item=asks credential=asks booking=asks
upgrade: upgrade | app=installs infra=asks device=installs
downgrade: asks |
send: send | code=asks money=pay ride=pay to_trash=trash to_view=edits to_printer=shows
publish: send |
reply: send |
promote: promotes |
raise_up: asks | role=settings to_role=settings bare=promotes product=promotes message=promotes
share: share | to_people=send to_friend=send place=allow view=allow
invite: send |
notify: send |
contact: send | support=shows info=shows
call: shows | ride=pay nurse=send
chat: shows |
ask: send |
ask_for: outside | people=send access=send review=send
light: light |
settle_case: light | plea=asks
mark: light | as_gone=asks gone=asks as_final=asks final=asks
archive: light |
restore: light | setting=settings to_setting=settings view=shows process=shows backup=asks
undo: light |
revert: asks |
approve: asks | access=allow
reject: decline | text=edits
report: outside |
book: commits |
decide: asks |
ship_out: outside | view=shows info=shows
tell_of_oneself: asks |
submit: outside | bare=generic money=pay message=send order=pay
confirm: commits | bare=generic money=pay order=pay removal=delete account=sign_in view=generic process=generic
       : booking=commits part=generic
       : info=generic time=generic setting=settings access=allow terms=accept credential=sign_in
move: light | people=asks to_trash=trash bare=shows view=shows to_view=shows direction=shows
assign: light | money=asks stake=asks
hand_over: asks | money=pay
escalate: send |
give: asks | money=pay message=send access=allow terms=accept light=light
get: commits | people=light info=shows view=shows place=shows media=shows support=shows coin=pay bare=commits
   : code=asks
   : coupon=light app=fetches doc=fetches plan=pay booking=commits item=commits
   : access=asks notice=allow order=pay stake=pay ride=pay money=asks
take: asks | bare=asks snapshot=light view=shows process=shows info=shows media=shows place=shows part=shows
make: asks | role=settings money=pay order=pay snapshot=light call=shows view=shows part=shows info=shows
    : label=settings
    : terms=asks
make_public: settings | message=send case=send doc=send
put: asks | cart=light snapshot=light label=light case=light trash=trash to_trash=trash to_cart=light to_view=shows
upload: uploads |
import: asks |
download: fetches |
print: shows |
copy: shows | to_people=send
duplicate: light |
run: run | view=shows process=shows info=shows message=asks
start: commits | bare=generic time=shows upload=asks appliance=settings process=shows sitting=asks
     : view=shows process=shows media=shows info=shows infra=light trial=pay plan=pay part=shows
     : message=shows form=shows call=shows case=light app=shows doc=shows
launch: run | view=shows app=shows info=shows process=shows message=send infra=asks product=send
pause: light | bare=shows sitting=light feature=settings appliance=settings process=shows media=shows
     : view=shows notice=settings
suspend: light | people=asks account=asks money=asks plan=asks booking=asks
freeze: asks | view=shows part=edits
restart: light | hazard=asks process=shows media=shows
switch_off: settings | account=asks money=asks view=shows process=shows
toggle: settings | trial=commits feature=settings door=asks hazard=asks account=asks notice=allow
      : access=allow view=shows
      : process=shows money=asks
turn_off: settings | account=delete
activate: settings | hazard=asks account=asks credential=asks plan=asks coupon=light money=asks
deactivate: settings | hazard=asks account=delete
block: settings | money=asks credential=asks account=asks
lock: light | sitting=asks info=asks data=asks door=settings account=asks money=asks device=settings view=shows
unlock: commits | bare=asks case=light message=light infra=light door=asks account=sign_in view=shows
      : device=asks doc=commits part=commits
      : credential=asks
connect: asks | account=allow app=allow people=send device=allow infra=light
disconnect: settings | call=asks people=delete
allow: allow | view=shows
revoke: delete |
sign_in: sign_in |
register: asks | bare=sign_in account=sign_in people=sign_in credential=sign_in
accept: accept | terms=accept text=edits booking=asks case=asks people=asks group=asks money=asks call=allow
      : item=asks order=asks view=shows
      : message=asks
agree: accept | sitting=asks booking=asks plea=asks group=asks people=asks case=asks money=asks access=allow
sign: accept | plea=outside
decline: decline | view=refuses text=edits
install: installs |
update: save | app=installs device=installs setting=settings credential=settings view=shows info=shows
      : cart=light
save_as: fetches | draft=draft snapshot=light view=light item=light
save: save | comment=send draft=draft setting=settings view=light item=light info=light to_cart=light to_label=light
    : to_device=fetches as_doc=fetches media=fetches to_draft=draft as_draft=draft place=light
use: apply | bare=apply coin=pay money=pay coupon=light code=light view=shows setting=settings place=allow plan=asks
turn_on: settings | booking=asks health=asks plan=pay sitting=asks door=asks money=asks doc=asks group=asks
       : media=shows
apply: apply | view=shows coupon=light code=light setting=settings label=light
join: subscribe | call=asks
subscribe: subscribe | item=light case=light
unsubscribe: settings |
redeem: asks |
claim: asks | coupon=light case=light
verify: sign_in | doc=shows info=shows infra=light view=shows setting=shows
test: light | message=send view=shows
keep: refuses |
generate: asks | snapshot=light text=shows info=light doc=light media=light view=shows
rotate: shows | credential=asks
hide: shows | message=light item=light case=light people=light
watch: shows | media=shows item=light case=light infra=light
check: shows |
checkout: next | people=asks item=asks device=asks
check_in: asks |
exclude: delete |
restrict: asks |
dispatch: send |
steer: settings |
trigger: asks |
"""


def _families(table: str) -> dict[str, Family]:
    """The table as families; a line that begins with ":" goes on with the one above."""
    joined: list[str] = []
    for line in table.strip().splitlines():
        if line.lstrip().startswith(":"):
            joined[-1] += " " + line.lstrip()[1:]
        else:
            joined.append(line)
    found = {}
    for line in joined:
        name, _, rest = line.partition(":")
        default, _, rules = rest.partition("|")
        by_thing = dict(rule.split("=") for rule in rules.split())
        default = default.strip()
        found[name.strip()] = Family(default, by_thing.pop("bare", default), by_thing)
    return found


FAMILIES = _families(_TABLE)
