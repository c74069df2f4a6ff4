"""English verbs and phrasal verbs by family (`meanings.FAMILIES`), as they stand first on buttons."""

from __future__ import annotations

from deskhand.policy.lexicon.english.deciding import DECIDING

_OTHERS: dict[str, str] = {
    "delete": """
        delete, erase, discard, uninstall, take down, throw away, throw out, get rid of, forget, disband, tear
        up, unpublish and delete, eject, unmake, deregister, delist, cull, prune, write off, clean up, empty,
        discard and leave, reclaim, close and delete, unallocate, dissolve, wind up, liquidate account, strike
        from, strike off, autoremove, auto-remove""",
    "trash": "trash, bin, move to bin, soft delete, soft-delete, put in the bin, recycle, throw in the bin",
    "erase": """
        shred, factory reset, hard reset, hard delete, permanently delete, permanently remove, permanently
        erase, delete forever, delete permanently, remove forever, remove permanently, erase everything, wipe
        device, secure erase, burn down, irrevocably delete, restore factory defaults, restore factory settings,
        restore to factory, restore to factory settings, reset to factory, reset to factory defaults, return to
        factory settings""",
    "clear": "clear, blank, blank out, clear out, clear away",
    "reset": """
        reset, start over, start again, start afresh, re-initialise, reinitialize, zero, revert to default""",
    "overwrite": """
        overwrite, replace all, force overwrite, reinstall, re-image, reimage, reformat, repartition, flash,
        burn, re-flash, clobber, squash, purge and rebuild, restore over""",
    "replace": "replace, swap out, substitute",
    "close": "close, shut, collapse and close",
    "close_for_good": """
        close down, shut down, shutdown, power off, power down, wind down, close permanently, retire, sunset,
        discontinue, adjourn, mothball, offboard, decommission server""",
    "cancel": "cancel, abort",
    "leave": "leave, quit",
    "exit": "exit, escape, minimise, minimize, maximise, maximize, go away, back out, log off screen",
    "dismiss": "dismiss, ignore, shoo, snub, wave away",
    "end": """
        end, stop and submit, conclude, terminate early, hang up, wrap up and close, finish early, dissolve
        meeting, call time, close the books, end now, break off, cut off, cut short""",
    "stop": "stop, halt, cease, interrupt, shut off",
    "finish": "finish, complete, finalise, finalize, wrap up, round off, conclude and pay, carry out",
    "open": "open, reveal, unfold, pop out, launch viewer, unhide panel",
    "show": """
        show, view, preview, see, look, look at, look up, lookup, look inside, read, collapse, fold, zoom, zoom
        in, zoom out, browse, explore, discover, learn, learn about, find out, visit, inspect, examine, explain,
        summarise, summarize, translate, compare, contrast, calculate, compute, estimate, simulate, count,
        measure, track, trace, locate, navigate, go to, go back to, go, go back, back to, back, return to, jump
        to, jump, scroll, refresh, reload, load, load more, listen, listen to, hear, play, replay, rewind,
        scrub, pronounce, highlight, focus, enlarge, magnify, shrink, flip, mirror, pan, tilt, recenter,
        re-center, center, centre, fit, fit to, sort, order by, group by, arrange by, rank by, cite, quote,
        print preview, enter full screen, full screen, fullscreen, maximise view, dock, float, detach window,
        pop up, peek, skim, review, revisit, practice, practise, study, rehearse, memorise, memorize, guess, try
        it, try on, demo, tour, take a tour, take me, bring me, walk me through, learn how, see how, help me
        choose, find, meet, discover more, get directions, get help, get support, get a feel, get to know, get
        info, how to, scan, spot, survey the, analyse, analyze, audit trail, diff, blame, inspect element, view
        as, show me, tell me more, let me see, surprise me, inspire me, shuffle, reroll, roll dice, hint, solve
        for me, explain why, score board, list, enumerate, map, chart, graph, plot, visualise, visualize,
        outline, detect, identify, recognise, recognize, pick for me, unveil, uncover, fast forward, slow down,
        speed up, step into, step over, step through, page up, page down, page through, scroll down, leaf
        through, tick off view, dive in, dig deeper, drill down, drill into, warn me about, decode, encode,
        parse, lint, beautify, prettify, pretty print, minify, spellcheck, spell-check, proofread, check
        spelling, word count, read aloud, speak, dictate, ungroup view, monitor, follow link, follow route,
        retrace, plan route, plot course, estimate cost, forecast, predict, project cost, click, recalculate,
        check my, check your, check our, check the, spectate, correlate, drill in, break down by, resume
        program, resume game, reverse search, ping host, get link, take survey, undock, run all above,
        regenerate response, take a look, take look, take peek, take tour, have a look, have look, get inspired,
        get started guide, get to know us, give me a hint, give me hint, think about""",
    "show_to": """
        show to, make visible to, disclose, disclose to, reveal to, open up to, present to, display to, unveil
        to, announce to, demonstrate to, screenshare, share screen with, cast to class""",
    "search": """
        search, search for, filter, filter by, query, refine, narrow, narrow down, look for, hunt for, seek,
        sift, autofill, auto-fill, prefill, autocomplete, limit to""",
    "edit": """
        edit, change, modify, rename, adjust, manage, configure, customise, customize, personalise, personalize,
        tweak, fine-tune, alter, amend draft, revise draft, rearrange, rephrase, reword, rewrite, fix typo, redo
        layout, resize, crop, trim, retouch, restyle, relabel, retitle, reformat text, vary, correct, curate,
        design, redesign, prepare, plan, sketch, outline draft, brainstorm, compose, draft, jot, jot down, clean
        text, simplify, shorten, lengthen, rewrite with""",
    "choose": """
        choose, select, pick, prefer, opt for, decide later, unselect, deselect, tick, untick, check all,
        uncheck all, check, uncheck, select all, deselect all, invert, invert selection, pick out, single out,
        pick a, take your pick""",
    "switch": "switch, switch to, change over, swap to, move over to, convert view",
    "set": """
        set, set as, set to, define, specify, designate, fix at, cap at, go offline, go online, go invisible,
        appear offline, set away, adopt theme, restrict to, tune to""",
    "create": """
        create, generate key, build, establish, found, open new, set up new, spin up, provision, stand up,
        bootstrap, make new, publish new, allocate, mint, issue, draw up, coin, produce, manufacture, fabricate,
        assemble, incorporate, originate, initialise, initialize, launch instance, re-create, recreate, compile,
        form, launch new, roll key, renew key, renew token, refresh token, regenerate key, regenerate token,
        rekey, re-key, provision user""",
    "add": """
        add, append, include, put in, plug in, insert into, introduce, onboard, enlist, recruit, add on, top
        with""",
    "new": "new, start new, begin new, compose new, write new, another",
    "attach": "attach, mount, hook up, affix",
    "format": """
        format, bold, italic, italicise, underline, strike, strikethrough, strike through, indent, outdent,
        unindent, align, justify, capitalise, capitalize, colour, color, bullet, superscript, subscript,
        hyperlink, number lines, font size, stabilize, stabilise, normalize, normalise, equalize, equalise,
        posterize, pixelate, denoise, upscale, desaturate, saturate, deinterlace, enhance, auto-enhance""",
    "write": """
        insert, paste, paste special, type, fill down, cut, draw, paint, doodle, annotate, erase stroke, redo,
        wrap text, unwrap, unmerge, merge cells, merge and center, split cell, split cells, bring forward, bring
        to front, send backward, send to back, send to front, tab in, input, record macro, underscore, dim text,
        blur, sharpen, brighten photo, feather, convert case, convert to list, convert to table, sum, autosum,
        freeze panes, freeze row, unfreeze panes, group layers, ungroup, add row, add rows, add column, add
        columns, add line, add field, add slide, add layer, add page break, set caption, add another, copy down,
        flatten, trace outline, mask, lasso, stretch, skew, distort, smooth, snap, snap to grid, adjust
        brightness, write, nest, merge down, merge across, merge visible, merge layers, merge shapes, dodge,
        straighten, loft, humanize, humanise, quantize, quantise, transpose, collate, consolidate clips, split
        at, rename symbol, generate getters, generate setters, extract method, extract variable, extract
        function, inline variable, drop shadow, remove background, find and replace, text to columns, drop
        field, drop fields, place field, place fields, place signature, place signature field, reorder pages,
        insert page break, reverse clip, stage all, stage hunk, stage file, unhide, unhide rows, duplicate
        region, duplicate clip, duplicate layer, duplicate row, duplicate question, clone stamp, bounce in
        place, bus, add node, add child, add child node, stage changes, stage lines, unstage all, unstage hunk,
        unstage file, unstage changes, offset face, offset path, revolve sketch, distribute evenly, distribute
        horizontally, distribute vertically, distribute spacing""",
    "pay": """
        pay, pay for, pay off, pay in, pay back, pay out, pay up, pay with, pay now, purchase, buy, buy now, buy
        it now, checkout and pay, check out and pay, place order, place your order, place my order, donate,
        donate now, give back money, chip in, top up, topup, top-up, recharge, reload card, load card, load
        money, fund, fund account, finance, settle, settle up, reimburse, compensate, remit, wire, wire
        transfer, charge, charge card, bill, bill now, invoice now, prepay, pre-pay, cash out, cash in, payout,
        disburse, sponsor, tip, tithe, back this, pledge, preorder, pre-order, order now, rent now, hire now,
        lease now, rent a, send money, send cash, send payment, release funds, release payment, release escrow,
        release deposit, release milestone, capture payment, capture funds, collect payment, take payment, make
        payment, complete purchase, finish and pay, agree and pay, confirm and pay, subscribe and pay, book and
        pay, accept and pay, go premium, go pro, start trial, start free trial, buy again, order again,
        repurchase, buy gift, gift, gift now, gift sub, super chat, superchat, cheer, buy tickets, buy now with,
        1-click buy, round up, split bill, clear debt, pay down, feed the meter, extend parking, extend session,
        extend rental, insure, bail out, ransom, run payroll, approve payment, authorise payment, authorize
        payment, execute payment, make a payment, swipe to pay, slide to pay, tap to pay, hold to pay, apple
        pay, google pay, paypal, venmo, zelle, klarna, afterpay, alipay, donate monthly, become a patron, become
        a supporter, buy in, rebuy, ante up, buy me a coffee, unlock premium, get premium, get pro, go ad-free,
        remove ads, cover the fee, cover fees, pay my share, contribute, order for, rent, give now, give once,
        give monthly, give today, give weekly, book taxi, book cab, book a taxi, book a cab, issue payment, make
        off-cycle payment, add liquidity, remove liquidity, raise pledge, increase pledge, up my pledge,
        withdraw winnings, extend by, order kit, order dna kit, reload pass, reload wallet, reload fare, load
        wristband, load ticket, load pass""",
    "order": "order, order up, purchase order, place an order, place, re-up, commission",
    "trade": """
        sell, invest, lend, borrow, repay, trade, swap tokens, stake, unstake, short, go long, go short, buy the
        dip, liquidate, sell off, sell all, short sell, hedge, margin, lever up, rebalance, exercise, exercise
        option, roll over, roll position, subscribe shares, harvest, yield, bridge, convert funds, convert
        currency, exchange currency, exchange money, execute trade, place trade, close position, flatten
        position, auction, auction off, resell, offload, refinance, remortgage, pawn, mortgage, airdrop, loan,
        cash in points, buy to cover, buy call, sell put, set limit order, double position, open long, open
        short, close short, close long, market buy, market sell""",
    "bet": """
        bet, bet now, place bet, place bid, bid, bid now, wager, gamble, call bet, all in, go all in, raise bid,
        outbid, double down, ante, buy-in, roll the dice for, increase bid, place a bid, raise the bid, raise
        offer""",
    "refund": """
        refund, issue refund, issue credit, give refund, credit back, return payment, return money, void
        payment, reverse charge, chargeback""",
    "withdraw": "withdraw, draw out",
    "deposit": """
        deposit, pay into, put down deposit, bank, add funds, add money, add cash, add credit, add credits, add
        balance, load balance""",
    "transfer": """
        transfer, transfer to, transfer out, transfer in, move money, move funds, send to wallet, bequeath, port
        out, port in""",
    "renew": """
        renew, auto-renew, extend subscription, extend plan, extend membership, extend licence, extend license,
        extend policy, extend domain""",
    "upgrade": """
        upgrade, upgrade to, go plus, go gold, go platinum, go unlimited, upsize, level up plan, move up to,
        choose plan, select plan, get plus, become a member, become member""",
    "downgrade": "downgrade, downgrade to, step down to, move down to",
    "reply": """
        reply, reply all, reply to all, reply to, respond, respond to, answer back, answer publicly, comment,
        comment on, leave a reply, leave reply, post reply, add reply, retort, rejoin discussion, react with
        comment, chime in""",
    "share": """
        share, share with, share to, share via, share on, share link with, share it, share now, recommend to,
        refer a friend, tell a friend, tell friends, co-author with, share externally, share publicly with,
        recommend, refer""",
    "contact": """
        contact, get in touch with, reach out to, reach, enquire with, inquire with, consult, talk to, speak to,
        speak with, chat to, interview, ask seller, ask host, message seller, message host, message owner,
        liaise with, approach""",
    "call": """
        call, phone, ring, dial, video call, voice call, telephone, facetime, hail, summon ride, call back""",
    "chat": """
        chat, chat with, live chat, open chat, talk, discuss, start chat, start chatting, start a chat, join the
        discussion""",
    "ask": """
        ask, ask a question, post question, pose, quiz, interrogate, query someone, ask the community, ask
        community, ask everyone, ask an expert, pose question, raise a question, raise question""",
    "ask_for": """
        ask for, ask to, beg for, apply to be, request, demand, petition for, claim for, order a copy, enquire,
        enquire about, inquire, inquire about, invite offers, request a, seek approval, requisition from, put in
        for, call for""",
    "mark": """
        mark, mark as, mark it as, flag as, tag as, mark all as, categorise as, categorize as, classify as,
        label as, set status to, move to status""",
    "archive": "archive, archive all, file away, store away",
    "restore": """
        restore, recover, bring back, reinstate, unban, unblock account, untrash, put back, re-enable account,
        resurrect, salvage, rescue, restore version""",
    "undo": """
        undo, undo send, unsend now, take that back, redo change, unpublish, unlist, take offline, go back one
        change, withdraw post, delist temporarily, take back, take it back, take this back, unsubmit, unpost""",
    "revert": """
        revert, revert to, reverse, roll back to, rewind to, back out change, reset to commit, undo merge,
        unwind""",
    "approve": """
        approve, authorise request, authorize request, okay, ok it, green-light, greenlight, pass, clear for,
        sign off, sign off on, approve and merge, bless, ratify, rubber-stamp, countersign, confirm approval,
        let in, admit, let them in, accept request, accept application, accept answer, clear request, grant
        request, allow entry, validate request, adopt, uphold, attest, vouch for, vet, co-sign, cosign, endorse""",
    "reject": """
        reject, refuse, deny request, decline request, disapprove, veto, send back, push back, return for
        changes, bounce back, knock back, overrule, repudiate, spurn, deny""",
    "report": """
        report, flag content, complain, complain about, file complaint, lodge complaint, blow the whistle,
        denounce, snitch, report as, report abuse, report to, file report""",
    "book": """
        book, book now, book it, book a table, book online, reserve, reserve now, rebook, re-book, hire, lease,
        charter, register for, enrol, enroll, enrol in, enroll in, sign up for, sign me up, sign us up, count me
        in, i'm in, put me down, save my spot, save my seat, grab a seat, secure my place, secure spot, secure,
        get on the list, join waitlist, join the waitlist, join waiting list, waitlist me, take this slot, take
        it, i'll take it, get this deal, claim offer price, get deal, grab deal, grab, snap up, lock in, lock in
        rate, lock in price, hold my place, place hold, place a hold, pick up loan, extend, extend loan, extend
        stay, prolong, opt into, enter draw, enter raffle, enter competition, enter contest, rsvp, attend,
        participate, take part, volunteer, be there, bind, bind cover, bind policy, start cover, insure me,
        switch now, get covered, continue to pay, proceed to pay, proceed to payment, sponsor now, adopt now,
        foster, request booking, request to book, arrange, arrange a, schedule pickup, schedule collection,
        order test, order prescription, refill, refill prescription, request refill, reserve and pay later,
        secure this, sign up to""",
    "tell_of_oneself": """
        self-report, report symptoms, check in safe, mark me safe, mark safe, disclose condition""",
    "submit": """
        submit, submit for, hand over form, submit and close, submit and continue, submit anonymously, submit
        now, send for approval, send for review, send for signature, submit to""",
    "confirm": """
        confirm, reconfirm, affirm, re-confirm, go ahead with, proceed with, go through with, finalise booking,
        make it official, confirm and""",
    "move": """
        move, move to, relocate, drag, shift, file under, file in, sort into, route to, send to archive,
        reorganise, reorganize, reparent, transfer to folder, put into folder, swap seats, change places,
        shuffle order""",
    "assign": """
        assign, assign to, assign to me, unassign, reassign to, allot, allocate to, distribute to agents, route,
        delegate to, tag in, loop in, cc, add watcher, add reviewer, set assignee, take ticket, triage to,
        reassign""",
    "hand_over": """
        hand over, hand over to, pass the baton, sign over, make over, delegate access, bestow, bequeath to,
        convey, entrust""",
    "escalate": """
        escalate, escalate to, raise with, kick upstairs, dispute publicly, refer to manager, refer to police,
        report to police""",
    "give": """
        give, give to, provide, offer, hand, lend out, grant wish, supply, donate item, contribute item, deliver
        up, give up, give in, gift item, yield up, pass control to, give control, give control to, surrender to,
        give away""",
    "get": """
        get, get it, get this, get now, obtain, acquire, procure, grab it, get yours, get my, fetch, pull,
        generate and get""",
    "take": "take, take this, seize, confiscate, appropriate, occupy",
    "make": "make, make me, make it, do, turn into, declare as",
    "put": "put, place into, put to, put up, put forward, lay down, stow",
    "upload": "upload, upload to, upload and, re-upload, reupload, upload now, hand over files",
    "import": "import, import from, ingest, load data, bulk import, restore from file",
    "download": """
        download, export, export to, export as, save as pdf, save image as, save link as, save file as, save
        page as, save target as, save to computer, save to disk, save to device, save to phone, save to photos,
        save to gallery, save to files, dump to file, download to, pull down, get pdf, get csv, get file,
        torrent, rip, grab file, extract to file, re-download, get installer, get the app, get app, bounce to,
        plot to, extract to, convert and download, save a copy to, render and download, render to file""",
    "print": "print, print out, photocopy, reprint label preview, print to",
    "copy": "copy, copy to clipboard, copy link, copy url, copy code, copy to, copy as, copy text, clip",
    "duplicate": """
        duplicate, clone, fork, make a copy, save a copy, save as copy, remix, replicate item, copy and edit,
        use template, use this template, branch off""",
    "run": """
        run, execute, trigger, run now, invoke, kick off, fire off, launch job, run job, run pipeline, run
        workflow, run script, run task, run backup, run test, run tests, run analysis, dispatch workflow, rerun
        with, apply migration, fire webhook, start build, build now, compile and run, back up, back up now,
        backup now, create backup, debug""",
    "start": """
        start, begin, commence, initiate, kick-start, get going with, inaugurate, resume application, open up""",
    "launch": "launch, roll out, blast off, bring to market, let loose",
    "pause": "pause, resume, unpause, hold on, put off",
    "suspend": "suspend, unsuspend, hibernate, sleep, hold back, hold off, put on ice",
    "freeze": "freeze, unfreeze, thaw, lock down, lockdown, block card, restrict account, limit account",
    "restart": """
        restart, reboot, retry, re-try, rerun, re-run, run again, try again, power cycle, power on, reopen,
        re-open, reactivate job, redeploy, re-deploy, respawn, relaunch, reload service, reload config, restart
        service, replay job, restart job, recheck job, start instance, start server, start vm, start container,
        start machine, wake device, wake on lan, recompute, rebuild index, warm up cache, bring up, bounce,
        rebuild""",
    "toggle": """
        enable, turn on, switch on, opt out, opt-out, opt in, opt-in, mute, unmute, unblock, hide ads, power
        saving, enforce, unenforce, allow all traffic, forbid, restrict, require, permit all, relax, tighten,
        loosen, expose, unexpose, make public, make private, make admin, make owner, make default, make visible,
        make hidden, make available, make unavailable, make primary, make searchable, make anonymous, do not
        disturb, use dark mode, use as default, set as default, set default, keep signed in, trust this browser,
        turn back on, open port, close port, whitelist ip, block ip, show on profile, hide from profile, hide
        my, stop receiving, stop notifications, go private, disallow, schedule off, auto-renew on, unrestrict,
        forward port, forward ports, protect, unprotect, divert, restrict editing, opt down, add port forwarding
        rule, close comments, close replies, auto-connect, roll out to, set bid cap, lower bid, raise bid cap,
        quick connect, take a break""",
    "turn_off": "disable account, turn off account, deregister device, remove device access, sign out device",
    "activate": "activate, reactivate, re-activate, switch over, enrol device",
    "deactivate": "deactivate, de-activate, suspend my account, inactivate",
    "block": """
        block, unfollow and block, blocklist, screen calls, filter out sender, ignore user, restrict user, hide
        all from""",
    "lock": "lock, relock, lock conversation, lock thread, lock post, lock topic",
    "unlock": "unlock, unlock conversation, unlock thread, unseal, unbolt, unlatch, release lock, disarm",
    "connect": """
        connect, link, pair, integrate, plug, associate, bind account, hook, couple, tether, link account,
        connect to, add integration, join network, login to wallet, connect wallet, map drive, bridge to,
        federate""",
    "disconnect": """
        disconnect, unlink, unpair, detach, dissociate, unbind, unmount, unplug, decouple, sever, uncouple,
        leave network, forget network, forget device, unhook, unregister device, unsync, reconnect""",
    "allow": """
        allow, trust, give access, grant access, give permission, approve access, share my location, share
        location, share your location, share my screen, share screen, share your screen, enable notifications,
        enable location, enable camera, enable microphone, turn on notifications, allow notifications, get
        notifications, turn on location, allow access, allow once, allow always, always allow, let this site,
        let app, allow all cookies and, use my location, use current location, use camera, use microphone, use
        my camera, join with video, join with audio, consent to sharing, delegate mailbox, notify me of, start
        screen share, present now, start presenting, start sharing, give consent to access""",
    "revoke": """
        revoke, revoke access, remove access, withdraw access, withdraw consent, invalidate, blacklist key,
        expire key, de-authorise, deauthorise, deauthorize, unauthorise, unauthorize, distrust, sign out
        everywhere and revoke, untrust, cut access, strip access""",
    "sign_in": """
        sign in, log in, login, signin, sign up, signup, sign out, log out, logout, log off, logoff, sign on,
        signoff, sign in with, log in with, continue with google, continue with apple, continue with facebook,
        continue with email, continue with phone, continue with github, continue with microsoft, continue with
        sso, continue as, sign up with, create account, create an account, create my account, create new
        account, switch user, switch account, change account, unlock account, re-authenticate, reauthenticate,
        use passkey, use touch id, use face id, use security key, use another account, verify identity, verify
        me, verify code, verify account, verify email, verify phone, verify it's me, verify number, confirm
        identity, confirm it's me, confirm email, confirm phone, sign in as guest, log me in, log me out, sign
        me in, sign me out, sign out everywhere, sign out of all, enter password, use password, use one-time
        code, log back in, end session and sign out, exit and sign out, stay logged in, prove identity, id
        check, log on, log on to, log on with, log back on, lock and sign out, lock and log out, lock now and
        log out, unlock vault, unlock with, unlock my vault, sign me out everywhere, end all sessions,
        deauthorize all sessions, deauthorise all sessions""",
    "accept": "accept, accept all, accept and continue, accept terms, i accept, say yes",
    "agree": """
        agree, agree to, agree and continue, consent, consent to, i agree, i consent, agree & continue,
        acknowledge terms, acknowledge and accept, acknowledge and agree, i do, opt in to terms, subscribe to
        terms, undertake, promise, vow, i declare, i confirm, i certify, i swear, i attest, i affirm, i
        acknowledge, i understand and agree, i have read, i hereby""",
    "sign": """
        sign, e-sign, esign, sign here, sign now, sign and, sign document, sign contract, sign lease, sign and
        send, initial here, autograph, execute document, execute agreement, sign electronically, click to sign,
        tap to sign, adopt and sign, docusign, apply signature, finish signing, place my signature, certify
        with, complete signing""",
    "decline": "decline, decline offer, decline invite, say no, pass on this, rebuff, regret",
    "install": """
        install, install now, install update, install updates, add extension, add to chrome, add to firefox, add
        to browser, add to edge, add to home screen, install app, install and restart, update and restart,
        update now, restart to update, download and install, sideload, upgrade system, apply update, apply
        updates, patch, patch now, upgrade firmware, flash firmware, enable extension, get extension, add
        plugin, add add-on, add addon, install anyway, install plugin, get update, get the update, update
        wordpress, downgrade package, reinstall package, reinstall app, reinstall extension, apply patch""",
    "update": "update, refresh data, renew data, bring up to date, revise, sync profile, overwrite with new",
    "save": """
        save, save changes, save and close, save and exit, save and return, save and continue, save all,
        persist, save it, save settings now, save progress, save game, retain, preserve, record changes""",
    "apply": "apply, apply changes, use this, use code, apply to all, put into effect",
    "join": """
        join, join in, join now, join us, join for free, join free, join group, join team, join channel, join
        server, become, jump in, join class, join league, join game, join clan, step in""",
    "subscribe": """
        subscribe, subscribe to, sign me up for newsletter, get started, get started free, start for free, get
        updates, keep me posted, keep me updated, notify me, notify me when available, email me when available,
        alert me, email me updates, watch for price, set price alert, stay informed, stay in the loop, join
        newsletter, join mailing list, join list""",
    "unsubscribe": """
        unsubscribe, unsubscribe from, unsub, stop emails, stop alerts, mute notifications, mute conversation,
        mute thread, mute channel, mute user, manage out, remove me, take me off, unfollow list, leave list,
        leave mailing list, opt me out""",
    "redeem": """
        redeem, redeem points, redeem code, redeem gift card, redeem voucher, use points, spend points, use
        credits, use credit, burn points, use miles, cash points, convert points, collect reward""",
    "claim": """
        claim, claim now, it's mine, this is mine, that's mine, this is me, i own this, i found it, i found this""",
    "verify": """
        verify, validate, authenticate document, prove, confirm ownership, check authenticity, authenticate""",
    "test": """
        test, test run, dry run, dry-run, try, try out, try now, check connection, test connection, validate
        config, healthcheck, health check, diagnose connection, probe, trial run, smoke test, benchmark, lint
        config""",
    "keep": """
        keep, keep it, stay, stay here, remain, hold on to, retain as is, keep editing, keep reading, keep
        shopping, continue shopping, continue browsing, continue reading, continue editing, continue watching,
        resume reading, keep both, keep waiting, wait, wait for it, stand by, carry on browsing, keep working,
        leave as is, leave it, leave unchanged, keep subscription, keep my plan, keep plan, keep membership,
        keep account, go without, do nothing, not yet, skip this""",
    "generate": """
        generate, regenerate, re-generate, auto-generate, autogenerate, derive, synthesise, synthesize, render,
        transcribe, suggest, propose times, draft with ai, create with ai, convert to pdf, produce preview""",
    "rotate": "rotate, cycle, roll",
    "hide": """
        hide, conceal, obscure, hide from, unhide from, mute words, see less, show less, show fewer, see fewer,
        fade out""",
    "watch": """
        watch, watch now, watch live, watch trailer, watch later, observe, keep watch, view live, stream, stream
        now""",
    "check": """
        check availability, check price, check prices, check rates, check status, check balance, check
        eligibility, check fees, check answers, check answer, check for updates, check again, check domain,
        check grammar, check route, check score, check result, check results, check out our, check stock, check
        back""",
    "check_in": """
        check in, check-in, checkin, check out, check-out, check in now, check out now, check in online, self
        check-in, check me in, check guest in, board, drop bag, start check-in, tap in, tap out, scan in,
        express check-out, check bags, check bag, check luggage, check baggage""",
    "exclude": """
        kick, kick out, expel, boot, boot out, banish, throw out of, exile, shut out, block and delete, kick and
        ban, remove from group, remove from team, remove from org, remove member, remove user, oust, unseat,
        vote off, vote out, purge members, evict, deport, self-exclude""",
    "dispatch": """
        dispatch, send help, send ambulance, send crew, send engineer, send technician, send driver, send
        courier, scramble, deploy crew""",
    "steer": """
        arm, arm away, arm stay, arm alarm, dim, brighten, heat, cool, boost heating, turn up, turn down, set
        temperature, increase, decrease, raise volume, lower volume, adjust temperature, warm up, cool down, set
        scene, activate scene, start cleaning, start vacuum, return to dock, dock robot, close blinds, open
        blinds, close curtains, open curtains, lock doors, auto mode, away mode, vacation mode, night mode,
        sleep mode, eco mode, run scene, good night, i'm home, leaving home, close garage, close gate""",
    "restrict": """
        ban, ban user, ban member, suspend user, suspend account, suspend member, shadowban, lock out,
        disqualify, dq, disbar, excommunicate, warn user, caution user, strike user""",
    "destroy": """
        purge, flush, truncate, destroy, wipe, kill, void, nuke, obliterate, annihilate, wipe out, terminate,
        deprovision, sweep, vacuum, garbage collect, expire, demolish, bulldoze, tear down, drop table, drop
        database, expunge, self-destruct, decommission""",
    "drop": "drop, dump, scrap, abandon",
    "register": "register, register now, register my, register a, register as",
    "settle_case": "resolve, mark resolved, solve, mark as resolved, resolve conversation, settle dispute",
    "release": "release",
    "switch_off": "disable, turn off, switch off, stop sharing, stop showing, opt out of, turn down access",
    "call_off": """
        call off, rescind, annul, nullify, recall, countermand, scrub launch, drop out of, resign from, step
        down from, part from, unenroll from, withdraw from, walk out of, pull out, retract""",
    "promote": """
        boost, boost post, boost listing, promote post, promote listing, advertise, feature listing, sponsor
        post, bump listing, promote ad""",
    "raise_up": "promote",
    "checkout": "checkout",
    "save_as": "save as, save a copy as, save copy as",
    "ship_out": """
        push, force push, force-push, commit and push, deploy, publish package, promote to production, ship it,
        e-file, efile, vote, cast vote, cast ballot, cast my vote""",
    "remove": "remove, take off, take out, take away from, strip",
    "use": "use, spend",
    "reorder": "reorder, re-order",
    "toggle_view": "toggle, toggle to",
    "swap": "swap",
    "convert": "convert",
    "redact": "redact, black out",
    "set_up": "set up, setup",
    "go_on": "proceed to, continue to, go on to, move on to, continue with",
    "split": "split, divide",
    "extract": "extract",
    "explode": "explode",
    "expand": "expand, grow, extend volume",
    "match": "match",
    "fill": "fill, fill in, fill out, fill up",
    "clean": "clean, tidy, tidy up, defragment",
    "receive": "receive",
    "repeat": "repeat",
    "cast": "cast, chromecast",
    "authorise": "grant, authorise, authorize, permit",
    "spin": "spin, randomise, randomize, roll the dice",
    "exclude_it": "exclude, re-include",
    "skip_it": "skip, skip to",
    "merge": "merge",
    "enter": "enter",
}  # fmt: skip

VERBS: dict[str, str] = {**_OTHERS, **DECIDING}
"""Family -> verbs, the longer told from the shorter by their length: "turn off" is no "turn", "sign out" no "sign"."""
