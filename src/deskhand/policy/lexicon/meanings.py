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
delete: delete | filter=shows piece=cuts basket=trash reaction=trash trash=erase to_trash=trash from_basket=trash
      : from_filter=shows
remove: delete | filter=shows piece=cuts basket=trash label=trash trash=erase to_trash=trash from_cart=trash
      : from_holder=trash from_basket=trash from_filter=shows from_label=trash
trash: trash |
destroy: destroys | filter=shows people=asks trash=erase booking=asks
drop: delete | booking=asks plea=asks group=asks filter=shows place=shows process=shows
release: asks | to_crowd=send to_people=send to_group=send infra=delete info=send product=send money=pay
       : message=send
erase: erase |
clear: delete | bare=clear form=clear view=shows process=shows basket=trash trash=erase label=light data=delete
     : case=light money=pay part=clear time=clear
reset: delete | bare=clear form=clear view=shows process=shows time=clear part=clear setting=settings
     : to_setting=settings credential=asks
start_up: asks | bare=light infra=light app=light device=light process=shows view=shows appliance=settings
        : hazard=asks
lock_in: asks | bare=light app=settings feature=settings doc=light case=light message=light part=light piece=light
       : door=settings
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
let_go: delete | case=light booking=asks sitting=asks time=asks
end_off: asks | infra=delete group=delete account=delete process=refuses view=refuses
take_back: asks | message=delete media=delete
forbid: asks | feature=settings view=settings app=settings device=settings
open_service: commits | bare=pay plan=pay notice=settings feature=settings setting=settings
overwrite: delete |
format_disk: formats |
replace: delete | part=shows media=shows credential=asks view=shows text=edits
close: asks | bare=refuses appliance=settings account=delete stake=pay door=settings process=refuses view=refuses
     : media=refuses info=refuses part=refuses form=refuses cart=refuses setting=refuses app=refuses text=refuses
     : call=refuses time=refuses case=light
extract: asks | data=fetches to_place=fetches to_device=fetches to_doc=fetches text=edits media=edits part=edits
       : doc=edits piece=edits
explode: asks | view=shows piece=edits part=edits
expand: shows | device=asks backup=asks
match: asks | bare=shows time=edits view=shows text=shows part=shows filter=shows people=asks
enter: edits | group=asks people=asks health=asks order=asks booking=asks sitting=asks media=asks plea=asks
     : message=send
fill: edits | group=asks health=asks order=asks booking=asks sitting=asks message=send plea=asks
spin: asks | setting=shows bare=shows view=shows part=shows media=shows doc=shows
clean: delete | bare=shows text=edits form=edits piece=edits appliance=settings door=settings
receive: asks | bare=shows code=shows message=shows stake=shows money=shows notice=settings info=shows
repeat: asks | bare=shows media=shows view=shows process=shows
cast: asks | bare=shows media=shows to_device=shows device=shows
redact: asks | message=delete people=delete data=delete case=delete doc=edits text=edits piece=edits media=edits
close_for_good: asks |
cancel: asks | bare=refuses health=asks reaction=light process=refuses booking=asks money=asks sitting=asks
      : order=asks plea=asks view=refuses part=refuses info=refuses account=delete label=light time=refuses
      : setting=refuses media=refuses
call_off: asks |
shut: asks | bare=refuses setting=settings appliance=settings account=delete stake=pay door=settings notice=settings
    : process=refuses view=refuses info=refuses part=refuses form=refuses cart=refuses app=refuses text=refuses
    : call=refuses time=refuses case=light device=settings infra=settings media=refuses hazard=asks feature=settings
leave: asks | case=light bare=refuses view=refuses process=refuses info=refuses doc=refuses place=refuses
     : message=send money=pay cart=refuses part=refuses setting=refuses form=refuses app=refuses
exit: refuses | plan=asks group=asks booking=asks sitting=asks
dismiss: refuses | doc=asks people=asks plea=asks case=light
end: asks | time=shows sitting=asks call=asks view=refuses process=refuses info=refuses part=refuses
stop: asks | bare=light place=asks people=asks message=settings health=asks appliance=settings process=shows
    : view=shows media=shows booking=asks money=asks infra=light device=light app=light doc=light case=light
    : item=light snapshot=light
finish: asks | bare=generic process=shows view=shows money=pay basket=pay case=light part=light info=shows order=pay
open: shows | appliance=settings stake=pay door=asks sitting=asks a_case=asks a_plea=asks a_account=asks
    : feature=settings
open_up: settings | sitting=asks booking=asks to_crowd=send
show: shows |
show_to: shows | people=send group=send crowd=send to_people=send to_group=send
search: shows |
edit: shows | credential=settings
set_up: shows | booking=asks money=asks credential=settings
choose: shows | plan=upgrade final=asks
switch: shows | account=sign_in plan=upgrade supplier=asks appliance=settings to_appliance=settings
set: settings | plea=asks booking=asks view=shows time=shows piece=edits
create: asks | account=sign_in draft=draft snapshot=light label=light cart=light case=asks
add: asks | money=pay cart=light label=light infra=asks view=shows part=shows message=send form=shows app=installs
   : time=shows to_crowd=send to_cart=light to_label=light to_view=shows to_case=light to_app=installs
   : to_device=light another=shows info=shows to_part=shows friend=send media=shows text=shows place=shows
   : setting=settings order=pay snapshot=light
new: shows |
attach: shows | infra=light terms=asks
format: edits | infra=delete device=delete media=shows people=asks health=asks
write: edits | review=send message=send to_message=send plea=asks sitting=asks booking=asks
pay: pay |
order: pay | info=shows plea=asks health=asks case=asks
trade: pay | plea=asks
swap: asks | bare=pay stake=pay money=pay view=shows place=shows time=shows media=edits text=edits
bet: pay |
refund: pay |
reorder: pay | part=edits form=edits view=shows piece=edits label=light cart=light
withdraw: asks | bare=pay money=pay stake=pay
deposit: pay | infra=asks cart=light
transfer: asks | money=pay stake=pay
renew: pay | doc=asks item=asks credential=asks booking=asks
upgrade: upgrade | app=installs infra=asks device=installs
downgrade: asks |
write_to: send | code=asks to_view=edits to_printer=shows
send: send | code=asks money=pay ride=pay to_trash=trash to_view=edits to_printer=shows
publish: send |
reply: send |
promote: promotes | appliance=settings
raise_up: asks | role=settings to_role=settings bare=promotes product=promotes message=promotes
share: share | info=send with_people=send with_crowd=send place=allow view=allow to_people=send to_friend=send
invite: send |
notify: send |
contact: send | support=shows info=shows
call: shows | ride=pay crowd=send nurse=send
chat: shows |
ask: send |
ask_for: outside | people=send access=send review=send
light: light |
settle_case: light | plea=asks
mark: light | as_gone=asks gone=asks as_final=asks final=asks
archive: light |
restore: light | setting=settings to_setting=settings view=shows process=shows backup=asks
undo: light |
revert: asks | piece=edits media=edits
approve: asks | access=allow
reject: decline | text=edits
report: outside |
book: commits |
decide: asks |
ship_out: outside | view=shows info=shows
tell_of_oneself: asks |
submit: outside | bare=generic plea=outside money=pay message=send order=pay
confirm: commits | bare=generic money=pay order=pay removal=delete account=sign_in view=generic process=generic
       : booking=commits part=generic info=generic time=generic setting=settings access=allow terms=accept
       : credential=sign_in
move: light | people=asks to_trash=trash bare=shows view=shows to_view=shows direction=shows booking=asks money=asks
assign: asks | bare=light money=asks stake=asks people=light group=light case=light label=light role=light
      : to_people=light to_group=light to_case=light view=light draft=light item=light supplier=light
hand_over: asks | money=pay
escalate: send |
give: asks | money=pay message=send access=allow terms=accept light=light
get: commits | as_doc=fetches info=shows view=shows place=shows media=shows support=shows coin=pay bare=commits
   : code=asks coupon=light app=fetches doc=fetches plan=pay booking=commits item=commits access=asks notice=allow
   : order=pay stake=pay ride=pay money=asks people=light
take: asks | bare=asks money=pay snapshot=light view=shows process=shows info=shows media=shows place=shows
    : part=shows
make: asks | role=settings money=pay order=pay snapshot=light call=shows view=shows part=shows info=shows
    : label=settings terms=asks
make_public: settings | message=send case=send doc=send
put: asks | to_trash=trash to_cart=light to_view=shows cart=light snapshot=light label=light case=light trash=trash
upload: uploads |
convert: asks | to_infra=asks to_view=edits to_money=pay to_draft=draft to_case=light to_text=edits media=shows
       : text=edits money=pay stake=pay
import: asks |
download: fetches |
print: shows |
copy: shows | to_people=send cart=light
duplicate: light |
run: run | view=shows process=shows info=shows message=asks
start: commits | bare=generic time=shows upload=asks appliance=settings process=shows sitting=asks view=shows
     : media=shows info=shows infra=light trial=pay plan=pay part=shows message=shows form=shows call=shows
     : case=light app=shows doc=shows
launch: run | view=shows app=shows info=shows process=shows message=send infra=asks product=send
pause: light | bare=shows process=shows media=shows view=shows notice=settings sitting=light feature=settings
     : appliance=settings
suspend: asks | bare=light infra=light device=light process=light case=light reaction=light app=light doc=light
       : snapshot=light people=asks account=asks money=asks plan=asks booking=asks
freeze: asks | view=shows part=edits piece=edits media=edits
merge: asks | piece=edits media=edits view=edits
split: asks | doc=edits view=shows piece=edits media=edits part=edits text=edits booking=asks
go_on: next |
restart: light | plan=pay hazard=asks process=shows media=shows
switch_off: settings | account=asks money=asks view=shows process=shows
exclude_it: settings | people=asks group=asks booking=asks item=asks money=asks
skip_it: shows | health=asks people=asks booking=asks
toggle_view: shows | hazard=asks account=asks appliance=settings infra=settings setting=settings device=settings
           : notice=allow access=allow
toggle: settings | media=edits hazard=asks stake=asks account=asks notice=allow access=allow view=shows
      : process=shows money=asks trial=commits feature=settings door=asks
turn_off: settings | account=delete
activate: asks | bare=settings hazard=asks account=asks credential=asks plan=asks coupon=light money=asks
        : setting=settings view=settings notice=settings app=settings appliance=settings device=settings
        : infra=settings process=settings media=settings time=settings item=settings
deactivate: settings | hazard=asks account=delete
block: settings | booking=asks money=asks credential=asks account=asks
lock: asks | bare=light infra=light case=light message=light item=light label=light reaction=light group=light
    : part=light data=asks sitting=asks time=asks door=settings account=asks money=asks device=settings view=shows
    : info=asks
unlock: asks | bare=asks door=asks device=asks case=light message=light label=light group=light account=sign_in
      : view=shows doc=commits part=commits credential=asks item=light infra=light
connect: asks | account=allow app=allow people=send device=allow infra=light
disconnect: settings | media=edits call=asks people=delete
authorise: asks | plea=asks bare=allow access=allow app=allow notice=allow device=allow account=allow media=allow
         : to_app=allow people=allow place=allow
allow: allow | plea=asks booking=asks doc=asks money=asks view=shows
revoke: delete | setting=settings role=settings
sign_in: sign_in | ride=asks people=asks booking=asks
register: asks | bare=sign_in to_vote=asks to_order=asks account=sign_in credential=sign_in
accept: asks | bare=accept terms=accept text=edits booking=asks case=asks people=asks group=asks money=asks
      : call=allow item=asks order=asks view=shows message=asks
agree: accept | booking=asks plea=asks group=asks people=asks case=asks money=asks access=allow sitting=asks
sign: accept | plea=outside terms=accept health=asks
decline: decline | view=refuses text=edits
install: installs |
update: save | app=installs device=installs setting=settings credential=settings view=shows info=shows cart=light
save_as: fetches | draft=draft snapshot=light view=light item=light
save: save | comment=send draft=draft setting=settings view=light item=light info=light to_cart=light to_label=light
    : message=light to_booking=light to_holder=light snapshot=light to_device=fetches as_doc=fetches media=fetches
    : to_draft=draft as_draft=draft place=light
use: apply | bare=apply coin=pay money=pay coupon=light code=light view=shows setting=settings place=allow plan=asks
turn_on: settings | plan=pay sitting=asks door=asks money=asks doc=asks group=asks media=shows booking=asks
       : health=asks
apply: apply | to_infra=asks view=shows coupon=light code=light setting=settings label=light
join: subscribe | case=light call=asks
subscribe: subscribe | holder=light item=light case=light
unsubscribe: settings |
redeem: asks |
claim: asks | coupon=light case=light
verify: asks | bare=sign_in credential=sign_in code=sign_in account=sign_in backup=shows doc=shows info=shows
      : infra=light setting=shows
test: light | message=send view=shows
keep: refuses |
generate: asks | money=asks text=shows info=light doc=light media=light view=shows snapshot=light
rotate: shows | infra=asks credential=asks
hide: shows | message=light item=light case=light people=light account=light
watch: shows | cart=light media=shows item=light case=light infra=light
check: shows |
checkout: next | people=asks item=asks device=asks
check_in: asks |
exclude: delete |
restrict: asks |
dispatch: send |
steer: settings | booking=asks
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
