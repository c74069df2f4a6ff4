"""English labels and beginnings that mean more, or other, than their words do."""

from __future__ import annotations

from deskhand.policy.lexicon.listing import phrases, words

WHOLE: dict[str, str] = {
    "generic": """
        ok, okay, yes, yep, yeah, confirm, submit, done, finish, complete, go, understood, got it, sure, go
        ahead, i understand, i'm sure, i am sure, accept and close, start, begin, sounds good, let's go, do it,
        make it so, yes please, all done, i'm done, that's correct, looks good, correct, proceed anyway,
        continue anyway, go for it, of course, absolutely, affirmative, apply now and close, i'm ready, ready,
        do it now, yes do it, that's right, right, fine, all good, acknowledge, roger, engage, execute order,
        make the change, make changes""",
    "next": """
        next, next step, next page, continue, proceed, go on, move on, carry on, onward, onwards, forward to
        next step, continue to next step, continue to checkout, continue to payment, continue to shipping,
        continue to delivery, proceed to checkout, proceed to next step, next question, save and next, step 2,
        continue as guest, go to next step, review order, review and pay, review and submit, review and confirm,
        next section, checkout""",
    "refuses": """
        no, nope, nah, no thanks, no thank you, not now, not today, not yet, not really, later, maybe later,
        remind me later, remind me tomorrow, ask me later, ask later, skip, skip for now, never mind, nevermind,
        do this later, do it later, i'll do it later, finish later, decide later, maybe another time, another
        time, no way, keep it, keep them, stay, stay here, stay signed in, stay logged in, not interested, go
        back, back, cancel, close, dismiss, hide this, got it thanks, i'll pass, pass, cancel and close, cancel
        and go back, leave as is, back to safety, back to editing, return to editing, save nothing, no action,
        none, none of these, i changed my mind, wait, hold on, not me, i'd rather not, continue browsing, sleep
        on it, let me think, think about it, remind me in a week, close window, close this window, exit, quit,
        deny, deny all, deny access, deny once, always deny, think again, think it over, let me check, let it
        run, let it be, leave it be""",
    "shows": """
        cart, go to cart, view cart, open cart, previous, prev, up, down, top, first, last, today, tomorrow,
        yesterday, more, less, menu, tools, options, help, about, details, history, home, all, new, edit, info,
        faq, terms, privacy, contact us, contact, contact sales, contact support, request info, call us, write
        to us, email us, chat with us, send later, pay later options, sign in options, read more, see all, load
        more, try again later, in full, print, in depth, how it works, release notes, report card, post code,
        tip jar, trade-offs, checkout options, live, live view, overview, latest, trending, popular, for you,
        following, followers, subscriptions, notifications, messages, chats, mentions, likes, shares, drafts,
        scheduled, archived, deleted, sent, inbox, outbox, spam, trash can view, orders, returns, payments,
        invoices, transfers, book details, sign language, log viewer, open parent, file, view, window, format
        painter help, checkout guide, check lists, find my order, track my order, take me there, set list, order
        history, my orders, watch list, wait list, call log, map view, order tracking, sort, filter, push
        notifications, call history, visit site, get in touch, match day, match report, draft board, trade
        history, pass rates, post types, play, play now, play all, play trailer, mute sound, pause video,
        screenshots, properties, show more, show all, learn more, find out more, learn how it works, get a
        quote, get quote, get a free quote, get an estimate, compare, share price, order by, stock levels, log
        book, live chat, record player, time line, thank you, thanks, invite link, tip of the day, gift cards,
        gift card, order book, book club, rate plans, audit log, audit trail, patch notes, open orders, open
        positions, open checks, idle time""",
    "sign_in": """
        welcome back sign in, my account sign in, account login, member login, members login, guest login, sso,
        passkey, sign-in, sign-out, log-in, log-out, login or register, sign in or register, sign in or sign up""",
    "send": """
        go live, go live now, send it, send anyway, send test, send test email, end to all, reply all, post
        anyway, contact seller, contact host, contact owner, contact landlord, contact agent, contact author,
        super chat message, say cheese and post, public reply, private reply""",
    "asks": """
        i'm leaving, leave now, i quit, let me out, let them know later, kick off the vote, no-show, unlock the
        door, open the gates, report lost or stolen, lost or stolen, report a problem, report an issue, report
        bug, report a bug, report issue, report problem, out for delivery, arrived, delivered, picked up, i've
        arrived, i have arrived, mark complete and close, return to sender, i accept this ride, on my way, pick
        me up, beam me up, make offer, best offer, count votes, make it happen, hold, hold it, release, over and
        out, let in, let out, close register, cash up, check in, check out, opt for paper, tap to unlock, slide
        to unlock, clock in, clock out, end of day, start of day, go to war, end turn, closed lost, closed won,
        mark won, mark lost, deal, it's a deal, make it official, call dibs, i give up, i resign, i'm resigning,
        dibs, i'm out, i concede, count me out, seal the deal, game on""",
    "light": """
        undo, redo vote, like, going, interested, maybe, can't go, not going, mark as read, mark as unread, mark
        all read, mark all as read, mark done, mark as done, mark complete, mark as complete, save for later,
        remind me of this, add to calendar, add to my calendar, saved, save job, save search, save offer, retry,
        try again, rerun, stop, restart, pin to top, move up in queue, read later, keep draft, wake up, hold
        this call, not spam, report not spam, unsave, i like this, not for me, remind me, ready for review, mark
        ready for review, love this, this is not spam, it's not spam, add to wallet, add to apple wallet, add to
        google wallet""",
    "draft": """
        save draft, save as draft, save as a draft, save to drafts, save draft and close, keep draft, keep as
        draft, save draft and exit, save and finish later, save for later and exit, save progress and exit, save
        & exit draft, save internal draft, save as internal draft, save and resume later, save the draft, save
        and continue later, save and come back later, save progress, save my progress, save and return later""",
    "erase": """
        don't save, do not save, discard, discard all, discard changes, discard draft, discard edits, discard
        and leave, discard and close, leave without saving, close without saving, exit without saving, quit
        without saving, continue without saving, delete forever, empty trash, empty bin, empty recycle bin,
        empty the trash, delete anyway, exit and discard, revert all, lose changes""",
    "trash": """
        move to trash, move to bin, move to the trash, move to the bin, send to trash, trash, move to recycle
        bin, empty cart, empty basket, empty bag, remove from cart, remove from basket, clear cart, clear basket""",
    "pay": """
        buy, buy it, pay, checkout with paypal, paypal checkout, complete payment, complete order, submit order,
        submit payment, submit and pay, order now, place order, confirm payment, confirm order, confirm
        purchase, confirm and pay, go pro, go premium, send gift, start subscription, start membership, start my
        subscription, start my trial, start my free trial, start trial, start free trial, start your free trial,
        start 7-day free trial, rent, sell, tip, gift, recharge, top up, deal me in, hit me, raise, bid, all in,
        place bid, call ride, order ride, double it, yes charge me, authorise, call a cab, call a taxi, book a
        ride, request ride, request a ride, confirm pickup, confirm ride, confirm trip, confirm uber, request
        now, order a ride, order pickup, order delivery, spin for 100""",
    "subscribe": """
        get started, get started for free, start for free, try for free, join, join now, join free, sign me up,
        notify me, keep me updated, join the list, become a member, count me in for updates, try free, try it
        free, start free, try pro free""",
    "settings": """
        reject all and save, save preferences, save my preferences, save my choices, confirm my choices, confirm
        choices, save choices, allow selection, save settings, apply settings, make public, make private, set as
        default, do not disturb, go offline, go online, reset to defaults, restore defaults, restore default
        settings, reset to default, reset settings, use default settings, follow system, use recommended
        settings, block, unblock, mute, unmute, opt out, go paperless, clear status, set price alert, clear my
        status""",
    "accept": """
        i agree, i accept, agree, accept, accept all, accept all cookies, accept cookies, i do, i consent, i
        have read and agree, accept terms, agree and continue, accept and continue, accept & continue, agree &
        continue, agree and sign, accept and sign, i've read this and agree, sign, sign here, yes i agree, i
        certify, i swear, allow all cookies, allow cookies, accept all and continue, accept & close, i promise,
        i declare, i confirm""",
    "allow": """
        allow, allow all, always allow, allow once, allow while using the app, allow access, grant, grant
        access, trust, authorize, authorise app, enable location, turn on location, enable notifications, turn
        on notifications, yes allow, share location, share my location, allow this time, only this time, while
        using the app, continue and allow""",
    "installs": """
        install, install now, restart to update, update and restart, restart and update, get extension, add
        extension, update now, upgrade now and restart, update all, update app, install anyway, download and
        install, upgrade all, upgrade packages, upgrade firmware""",
    "fetches": """
        download, download now, export, save as, save image, save as pdf, save image as, save to device,
        download all, download anyway, get pdf, get csv, csv, export csv, export pdf, save offline, keep
        offline, make available offline, pdf, excel, xlsx, json, zip, docx, word document, xml, ics, vcard, raw
        file""",
}  # fmt: skip
"""Sense -> labels that have it as a whole."""

REFUSING = phrases(
    """
    don't, do not, never, no need, without, not, no, nothing, decide later, reject all, decline all, refuse all,
    block all, reject cookies, decline cookies, reject non-essential, reject optional, only necessary,
    only essential, necessary only, essential only, strictly necessary, use necessary, accept necessary,
    accept only, accept essential, allow necessary, allow essential, keep browsing, continue without accepting,
    let me, let it, i need, give me time, give it time,
    continue without agreeing, continue without an account, i don't, i do not, i disagree, disagree, i won't
    """
)
"""How labels begin that only say no."""

LEAD_INS = phrases(
    """
    please, just, simply, yes, yes,, ok, okay, sure, click to, click here to, tap to, press to, swipe to,
    hold to, slide to, i want to, i would like to, i'd like to, i wish to, i need to, i'll, i will, we'll,
    let's, lets, go ahead and, try to, bulk, batch, mass, auto, automatically, quick, quickly, instant, easy,
    force, manually, manual, really, definitely, finally, now, then, help me, help us, want to, ready to,
    choose to, agree to and, attempt to, remember to, request to, elect to, opt to, emergency, instantly,
    hard, soft, express, 1-click, one-click, one click, start to, begin to, immediately, click, tap, yes, please
    """
)
"""Words before the verb that change nothing of what it does."""

PARTICLES = frozenset(
    words(
        """
    on off up down out in back away over apart together through live public private searchable visible hidden
    available unavailable default anonymous primary bid order
    """
    )
)
"""Words that belong to a verb though its thing may stand between: "turn the lights off"."""
