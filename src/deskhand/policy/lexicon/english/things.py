"""English nouns by the kind of thing they name, in the singular; what is done to a thing weighs by its kind."""

from __future__ import annotations

from deskhand.policy.lexicon.listing import words

THINGS: dict[str, str] = {
    "view": """
        filter, filters, query, search query, selection, highlight, sort, sorting, facet, banner, result, search
        result, panel, pane, window, tab, dialog, popup, pop-up, modal, menu, toolbar, tooltip, section, view,
        grid, zoom, map, overlay, layer, legend, axis, preview, criterion, criteria, range, keyword, search
        term, term of search, caption, subtitle, fullscreen, full screen, player, tour, hint, navigation,
        drawer, lightbox, slideshow, carousel, spoiler, thumbnail, ruler, gridline, guide line, breadcrumb,
        column header, compare, comparison, sidebar, side bar, card view, list view, map view, street view,
        split view, reader, reading mode, dark mode, light mode, theme, style, animation, transition,
        notification bell, badge, marker, pin on map, waypoint, route, search history filter, date filter, price
        filter, formatting, format, contrast, lens, satellite view, traffic, terrain, camera view, live view,
        widget, tile view, whitespace, white space, line number, console, inspector, navigator, outline, mini
        map, minimap, clipboard, suggestion, toast, snackbar, tab bar, address bar, status bar, all tabs, other
        tabs, category, folder view, annotation layer, chat window, chat panel, comments panel, thread view,
        timeline, advanced search, mode, compare list, comparison list, search, crosshair, transform, available,
        in stock, slider, hint panel, output, outputs, cell output, aspect ratio""",
    "form": """
        form, field, text, textbox, text box, input, entry field, answer, answers, form field, choice, response,
        signature pad, canvas, drawing, textarea, value, address field, slot, date, dates, box, fields, my
        answers, question text, inputs""",
    "part": """
        line, cell, field, column, row, option, step, part, page break, slide, shape, image, picture, photo,
        emoji, gif, icon, link to file, attachment, file, files, logo, avatar, photo of profile, cover, cover
        photo, chart, table, placeholder, variable, formula, header, footer, footnote, block, paragraph,
        heading, subtask, checklist item, passenger, traveller, traveler, adult, child, room guest, condition,
        rule row, bullet, poll option, question, ingredient, variant, dimension, criterion row, key frame,
        keyframe, track, clip, node on canvas, edge, shape layer, text layer, object, cc, bcc, subject line,
        recipient, recipients, signing order, signer field, segment, bus, audience rule""",
    "info": """
        detail, info, information, history, instruction, summary, status, graph, stat, stats, statistic,
        analytics, specification, spec, price, price list, rate card, fee, cost, example, sample, faq, count,
        total, ranking, leaderboard, log entry, activity, progress, overview, documentation, docs, doc site,
        manual, tutorial, demo, direction, directions, location on map, opening hours, hours, gallery, content,
        contents, index, glossary, transcript, lyric, credits list, breakdown, estimate, quote, quotation,
        forecast, weather, news, trend, insight, availability, requirement, eligibility, coverage, size chart,
        size guide, reason, help, guide, help page, documentation page, article on help, knowledge base,
        explanation, definition, translation, reference, source, evidence, schedule view, timetable, syllabus,
        curriculum, itinerary, menu card, floor plan, seat map, prospectus, brochure, catalog, catalogue,
        dashboard, profile page, bio, feature, features, benefits, terms and conditions page, changelog, release
        notes, release note, roadmap, api docs, logs, log, logfile, report, diagnosis report, usage, metrics,
        metric, pricing, plans and pricing, fees, tariff, odds, standings, fixtures, scoreboard, results page,
        score, scores, grades page, average, averages, total cost, arrival time, similar item, related item,
        alternative, option list, more, nearby, everything, list, statement, bank statement, transactions,
        transaction history, balance, account balance, receipt, more info, more information, definition list,
        error, error log, line-up, lineup, guest list, attendees, followers list, members list, weather report,
        tide table, map legend, website, site, homepage, home page, home, web page, webpage, page, article,
        story on site, chapter, episode, recipe, video, trailer, photos, pictures, album view, key, faqs, stock
        level, stock, queue position, waiting time, wait time, opening times, timetables, exchange rate,
        currency rate, rates, result, results""",
    "cart": """
        cart, basket, bag, shopping bag, shopping cart, wishlist, wish list, favourites, favorites, shortlist,
        watchlist, watch list, list, my list, playlist, library, queue, collection, reading list, trolley,
        registry, gift list, shopping list, saved items, bookmarks list, board, compare tray, up next, lightbox
        list, bucket list, to-do list, todo list, packing list, calendar, my calendar, quick access, dock, home
        screen of phone, speed dial, read later, watch later, favorites bar, my library, set list, order draft,
        quote basket, bundle, lineup, route list""",
    "label": """
        tag, label, bookmark, favourite, favorite, reaction, sticker, star, flag mark, pin, highlight mark,
        mark, emoji reaction, mention, shortcut""",
    "draft": """
        draft, drafts, draft version, internal draft, draft box, draft folder, work in progress, drafts folder,
        outbox draft""",
    "trash": """
        trash, bin, recycle bin, wastebasket, trash can, rubbish, junk folder, junk, spam folder, spam, bin
        folder, recycling bin, rubbish bin, deleted items, dustbin""",
    "booking": """
        booking, reservation, appointment, subscription, membership, meeting, event, payment plan, delivery,
        shipment, flight, trip, ticket, request, application, registration, class, lesson, visit, viewing, stay,
        ride, claim, contract, lease, loan, renewal, auto-renewal, auto renewal, autorenewal, enrolment,
        enrollment, job, offer, invitation, invite, standing order, direct debit, trial, session booking,
        policy, insurance, insurance policy, pickup, collection slot, return, exchange request, interview,
        consultation, demo booking, course, seminar, workshop, internship, adoption, surgery, operation,
        treatment, exam, examination, test appointment, hotel, room, hotel room, table reservation, seat, spot,
        place in line, car, rental, rental car, cruise, excursion, tickets, season ticket, pass, gym membership,
        parking permit, slot booking, time slot, timeslot, plan change, transfer request, leave request, time
        off, holiday request, vacation request, vacation, annual leave, shift swap, proposal, bid, order
        request, service, service request, work order, contract renewal, tenancy, agreement, deal, project,
        assignment, gig, mission, challenge, tournament, match, race, league, program, programme, campaign run,
        mandate, warranty, coverage plan, scholarship, grant, grant application, visa, visa application, permit,
        hold, waitlist, wait list, waiting list, rsvp, order, purchase, my order, pre-order, preorder,
        backorder, repair, removal van, removal booking, ride request, food order, delivery slot, gift
        subscription, auto-pay, autopay, automatic payment, recurring payment, recurring donation, payment,
        overdraft, credit limit, credit line, saving session, prescription""",
    "order": """
        order, purchase, checkout, pizza, meal, food, drink, coffee, lunch, dinner, takeaway, order of,
        shopping, sale, gift order, transaction, payment, donation, trade, bid, bet, deposit, transfer, reorder,
        top-up, contribution, taxi, cab, groceries, flowers, photo prints, check, cheque book""",
    "account": """
        account, my account, user account, bank account, profile and account, organisation, organization,
        workspace, tenant, company account, business account, store account, savings account, account
        permanently, this account, login account, seller account, email account, mailbox account""",
    "money": """
        money, fund, cash, payment, bill, invoice, fee, fine, rent, tax, deposit, tip, salary, wage, payroll,
        debt, premium, refund, payout, donation, amount, credit, coin, token sale, gift card balance, price
        difference, balance due, outstanding balance, transaction, cheque, check payment, wire, wire transfer,
        bank transfer, milestone, escrow, commission, bonus, allowance, pension, dividend, tuition, instalment,
        installment, mortgage payment, toll, alimony, expense, expense claim, reimbursement, prepayment,
        surcharge, charge, charges, direct deposit, bail, levy, royalty, pocket money, dues, membership fee,
        parking, gas money, budget, share of bill, usd, eur, gbp, euros, dollars, pounds, balance, gift,
        overpayment, minimum, balance owed, copay, co-pay, excess, deductible, membership dues""",
    "stake": """
        share, stock position, position, bond, crypto, bitcoin, ethereum, coin holdings, token, option contract,
        future, futures, etf, fund units, investment, portfolio, limit order, market order, stop order, trade,
        holding, gold, nft, all shares, short position, stocks, shares, equity, warrants, options trading,
        margin trading, short selling""",
    "message": """
        message, direct message, private message, email, e-mail, mail, reply, comment, public comment, review,
        post, tweet, story, announcement, newsletter, notification email, reminder email, letter, question, text
        message, sms, fax, broadcast, update post, dm, memo, notice, feedback, survey response, campaign, email
        campaign, alert, rating, testimonial, tip off, caption post, voicemail, voice message, postcard,
        greeting, card to, condolence, wish, thanks, apology, press release, blog post, status update, status
        post, thread post, answer, answers post, advert, ad, listing, classified, job ad, vacancy, job post,
        message to, chat message, comment reply, video message, shout-out, rsvp note, photo post, reel, moment,
        toot, pingback, poll, petition, manifesto, invitation email, complaint, review request, reference
        letter, prayer, kudos note, eulogy, reel post, guestbook entry, recommendation letter, mailing,
        mailshot, push notification, condolence book, guestbook, visitor book, visitors' book, appreciation,
        report card, report cards, wedding site""",
    "friend": "friend, friends, buddy, connection request, contact request, pal, to friends, as friend",
    "people": """
        user, member, guest, contact, friend, customer, everyone, everybody, team, follower, collaborator,
        participant, attendee, student, employee, candidate, player, parent, patient, seller, host, owner,
        buyer, agent, driver, rider, teacher, class, all, people, person, someone, subscriber, admin,
        administrator, moderator, author, editor, reviewer, volunteer, applicant, tenant, landlord, client,
        lead, staff, worker, colleague, coworker, co-worker, manager, boss, supervisor, doctor, nurse, lawyer,
        attorney, judge, party, parties, witness, juror, resident, neighbour, neighbor, family, child, spouse,
        beneficiary, recipient, guests, crowd, audience, community, group members, all users, donor, voter,
        citizen, authority, police, press, media contact, investor, shareholder, board member, partner,
        supplier, vendor, contractor, freelancer, expert, mentor, tutor, coach, pupil, pupils, class list, them,
        him, her, us, me, you, org members, followers, subscribers, customers, users, members, mom, dad, mum,
        emergency contact, neighbours, roommate, housemate, couple, match, date person, influencer, creator,
        artist, band, fan, fans, channel members, public, court, council, government, tax office, hr, head
        office, claimant, defendant, suspect, offender, prisoner, soldier, troop, crew, pilot, captain,
        opponent, teammate, allies, viewers, hosts, hotel guests, dj, courier, seller of item, merchant, shop,
        store owner, restaurant, bidder, bidders, kids, mod team, moderators, admins, organiser, organizer,
        speaker, sponsors, exhibitors, ambassador, assistant, caregiver, carer, guardian, next of kin, heir,
        trustee, notary, auditor, inspector, officer, secretary, intern, trainee, apprentice, delegate, proxy,
        executor, translator, interpreter, spammer, troll, bot account, realtor, therapist, babysitter, chef,
        photographer, plumber, electrician, handyman, stylist, trainer, dealer, shopper, tasker, provider,
        property manager, steward, respondent, prescriber, clinician, signer, reporter, responder, adopter,
        backer, approver, requester, hr team, jury, dispatcher, grader, supplier quote, visitor, inmate,
        passenger, companion, caller, lodger, medicine, member of the public, sailor, skipper, hiker, camper,
        keeper""",
    "group": """
        group, channel, team, room, chat room, organization, organisation, workspace, community, server, club,
        family group, game, call, meeting, league, space, circle, party, conversation, chat, group chat, class,
        course, clan, guild, alliance, crew, band, household, family plan, project team, lobby, match lobby,
        queue for, webinar, stream chat, forum, board membership, conference, session, hackathon, congregation,
        union, committee, panel of judges, beta program, trial program, pool, syndicate, cohort, study group,
        list serve, fan club, subreddit, network, federation, tribe, village, fellowship, residence, tenancy,
        flatshare, carpool, waitlist, waiting list, queue, line, choir, orchestra, ensemble, squad, troop, cast,
        parish, society, association, lodge, chapter, faculty, department, roster, rota, payroll, pack, troupe,
        cooperative, co-op, crew list""",
    "credential": """
        key, api key, token, access token, secret, password, passcode, pin, certificate, cert, session,
        sessions, passkey, credential, credentials, licence, license, licence key, license key, webhook secret,
        recovery code, backup code, security key, two-factor, 2fa, mfa, signing key, ssh key, gpg key, deploy
        key, encryption key, client secret, driving licence, passport, id card, card number, sim, esim, card,
        debit card, credit card, bank card, virtual card, gift card, badge access, key card, door code, access
        code, alarm code, wi-fi password, wifi password, seed phrase, private key, device key, identity, email
        address, phone number, email, phone, username, login""",
    "code": """
        code, verification code, one-time code, otp, sms code, security code, confirmation code, passcode by
        text, activation code, verification email, magic link, sign-in link, reset link, confirmation email,
        activation email, activation link, pin reminder""",
    "coupon": """
        coupon, coupon code, promo code, promo, promotion code, voucher, discount, discount code, offer, gift
        card code, deal code, cashback, loyalty card, stamp, points multiplier, free gift, perk, daily bonus,
        daily reward, badge, free spin, bonus""",
    "access": """
        access, permission, permissions, consent, right, rights, privilege, role, admin rights, control,
        location, screen, camera, microphone, contacts access, calendar access, data access, edit access, view
        access, api access, account access, scopes, feedback access, to follow, to join""",
    "review": """
        review, a review, feedback, feedback from, changes, testimonial from, reference, references, rating
        from, approval from, help from, introduction, recommendation""",
    "notice": """
        notification, notifications, alert, alerts, push notification, desktop notification, browser
        notification, email alert, location services, location, microphone, camera, bluetooth, tracking""",
    "setting": """
        setting, settings, preference, preferences, configuration, config, rule, default, defaults, default
        settings, profile, theme settings, language, notification settings, limit, spending limit, limits,
        schedule settings, privacy, avatar, signature, display name, quota, threshold, timezone, time zone,
        currency, layout, dashboard layout, columns, options, cookie settings, cookie preferences, consent
        settings, privacy settings, permissions settings, my choices, my preferences, selection of cookies,
        choices, policy settings, firewall rule, filter rule, auto-reply, autoreply, out of office, vacation
        responder, forwarding, keyboard layout, shortcut, shortcuts, wallpaper, ringtone, volume, brightness,
        display, resolution, home address, work address, dns settings, proxy, mode settings, factory settings,
        factory defaults, to defaults, password policy, username, name, display settings, page settings, working
        hours, availability, opening hours settings, temperature, target temperature, speed, scene, ui settings,
        channel settings, network settings, account settings, billing settings, alert rule, retention,
        visibility, status message, status, about, bio, nickname settings, availability status, branch
        protection, protection, auto-renew, auto renew, auto-renewal, auto renewal, autorenewal, renewal
        reminder, autopay, auto-pay, automatic renewal, automatic payment, away mode, kids mode, eco mode,
        maintenance mode, focus time, focus mode, autoplay, previews, boost, incognito, incognito mode, guest
        mode, bid cap, permalink structure, airplane mode, quiet mode, night light, battery percentage, admin
        role, admin rights, external sharing, link sharing, hot water boost""",
    "doc": """
        file, document, page, doc, article, record, entry, folder, project, note, spreadsheet, sheet,
        presentation, deck, report file, pdf, csv, template, album, photo album, blog, wiki, wiki page, database
        entry, contact record, form design, survey, quiz, book, playlist item, recording, archive, attachment
        file, contract file, receipt file, invoice pdf, invoice, receipt, statement, boarding pass, ticket pdf,
        certificate pdf, transcript, proof, manuscript, thesis, paper, essay, portfolio page, resume, cv, cover
        letter, spreadsheet file, zip, logs file, calendar file, backup copy, copy, image file, code file,
        script, source, dataset, model file, report, invoice copy, label pdf, shipping label, tax form, w-2,
        payslip, pay slip, pay stub, brochure, ebook, e-book, ics, qr code, poster, flyer, letter pdf, map file,
        gpx, original, log file, diagnostics, raw file, svg, png, jpg, mp3, mp4, apk, installer, design, folio""",
    "item": """
        item, job, article, recipe, property, home, restaurant, hotel, flight, deal, product, post, listing,
        song, auction, thread, repository, repo, show, movie, film, episode, podcast, book, game, place, trip
        idea, route, event, search, this, company, course, lesson, question, video, clip, track, album, artist,
        story, quote, workout, pattern, design, house, apartment, flat, car, pet, stock, ticker, topic, topic
        page, discussion, conversation, copy, loan, books, theme, template, location, workout plan, meal plan,
        for later, photo, image, file, page, report, profile, candidate, lead, comment, reading, comic, paper,
        patent, dataset, bundle, gallery, coupon, artwork, reel, seller, recipe box, object, painting, version,
        station, word, phrase, vendor, venue, charger, supplier profile, player, trip""",
    "case": """
        issue, ticket, pull request, merge request, case, task, poll thread, discussion, thread, conversation,
        bug, incident, alert, request ticket, question, todo, to-do, to do, reminder, todo item, action item,
        complaint case, chat ticket, support case, support ticket, help request, epic, card, deal stage, lead,
        opportunity, checklist, milestone, sprint, goal, lesson, habit, chore, exercise, module, unit,
        notification, alarm, warning, finding, feedback item, comment thread, suggestion, dispute thread, pr,
        mr, error, flag, follow-up, follow up, call back request, subtask, story, quest, problem, topic""",
    "plea": """
        claim, dispute, appeal, complaint, case, motion, lawsuit, petition, charge, charges, grievance,
        investigation, ticket, support ticket, request, return, return request, refund request, insurance claim,
        police report, warranty claim, inquiry, enquiry, objection, counterclaim, protest, allegation, hearing,
        bid, offer, counteroffer, request for help, work order, plea, verdict, evidence, affidavit, expenses,
        expense report, timesheet, timesheets, mileage claim, expense, expense claim, judgment, judgement,
        ruling, extension, court order, injunction""",
    "sitting": """
        registration, registrations, poll, auction, voting, vote, bidding, ballot, ballots, period, accounting
        period, month, year, fiscal year, books, shift, till, register, cash register, deal, sale, store, shop,
        claim, round, survey, competition, contest, submission, submissions, applications, enrolment,
        enrollment, job, vacancy, season, term, election, bids, tender, trading day, day, restaurant, kitchen,
        market, borders, service window, desk, order, purchase order, opportunity, probate, hearing, trial,
        investigation, campaign, fundraiser, raffle, giveaway, giveaways, line, waitlist, waiting list, quiz,
        exam, test, session, meeting, game, match, stream, broadcast, live, live stream, call, event,
        tournament, gate to public, comments, replies, entries, invitations, polls, queue, lane, road, branch
        office, bidding round, contract, escrow, loan, raid, war, rota, trip, rental, joint account, current
        account, savings account, new account, isa, trading account, brokerage account, prize draw, draw,
        lottery, sweepstake, sweepstakes, matter, check, folio, drawer, cash drawer, contest entry, print run,
        run, fine-tuning, training run, wheel, debate, fishing season""",
    "infra": """
        server, instance, vm, virtual machine, node, pod, container, cluster, database, db, table data, index,
        volume, disk, drive, snapshot, cache server, domain, zone, dns record, record set, queue, stack,
        deployment, release, function, bucket, environment, branch, build, pipeline, machine, router, switch
        port, service, job, cron job, workflow, task run, firewall, load balancer, replica, partition,
        namespace, repository, repo, image registry, network, subnet, gateway, vpn, monitor, check, sync,
        backup, replication, migration, crawler, indexer, worker, agent, process, thread dump, webhook,
        integration, connector, policy attachment, ip, elastic ip, ssl, cdn, site build, proxy, storage,
        filesystem, file system, raid array, pool, tenant db, host, hosts, compute, session host, runner, scan
        job, printer, print job, scheduler, engine, feature flag, rule, trigger, schema, column store, security
        group, endpoint""",
    "backup": """
        backup, from backup, snapshot, database, image, system, system image, checkpoint, device, phone,
        database from, site, server, disk image, array, raid, raid array""",
    "snapshot": """
        snapshot, backup, copy, checkpoint, restore point, bookmark, alias, folder, playlist, list, label, tag,
        board, album, collection, note, reminder, view, dashboard, branch, shortcut, duplicate, clone, worktree,
        template, sandbox, filter, tab, section, task, todo, draft, version, image""",
    "device": """
        device, phone, tablet, laptop, computer, pc, desktop, printer, camera, watch, tv, speaker, headset,
        headphones, hub, sensor, thermostat, light, lamp, bulb, plug, vacuum, robot, car, vehicle, scooter,
        bike, drone, usb, usb stick, usb drive, sd card, hard drive, ssd, drive, router, modem, mac, chromebook,
        console, controller, keyboard, mouse, monitor, display, meter, lock battery, firmware, bios, kindle,
        ereader, e-reader, fridge, oven, washer, boiler, charger, wallbox, alarm panel, partition, network
        adapter, wi-fi, wifi, hotspot, disk, stick, volume""",
    "door": """
        door, gate, garage, garage door, front door, back door, trunk, boot lid, valve, lock, safe, barrier,
        window shutters, shutter, blinds, blind, curtain, curtains, locker, parcel locker, vault door,
        turnstile, dam, hatch, tap, main valve, car, car doors, charging port, mailbox door, boom gate, bike,
        scooter, cell door, chest, crate, drawer, cash drawer, lock box, lockbox, dome, slope, lift, roof,
        sluice, lock gates, skylight, ramp, bay, bay door, cage, lift gate, floodgate, spillway, dam gate, valve
        gate, hydrant, stopcock, flap""",
    "media": """
        video, song, track, music, audio, playback, recording playback, podcast, radio, movie, film, stream
        playback, episode, trailer, clip, album, playlist, animation, slideshow, image, photo, picture,
        screenshot, gif, wallpaper image, sound, voice, narration, voiceover""",
    "data": """
        data, all data, history, browsing history, search history, watch history, chat history, cache, cached
        images, cookies, cookies and site data, site data, browsing data, logs, log, log files, chat, chats,
        conversation history, messages, call history, downloads list, storage, local storage, database, table,
        records, inbox, mailbox, contacts, statistics, stats, progress, save data, game data, save game, save
        slot, learning progress, recent files, recents, passwords, saved passwords, autofill data, form data,
        crash reports, backups, queue of jobs, everything, all, notifications history, location history, memory,
        memories, device data, device, phone, network, simulator, counters, roster, inventory, usage data,
        training data, event log, journal, conversation, group chat, thread history, response, responses,
        submissions, results, search results history, events, clips""",
    "process": """
        edit, editing, upload, download, search, call setup, generation, generating, recording, playback, scan,
        print, printing, loading, import, export, preview, setup, tour, demo, practice test, practice,
        slideshow, presentation, timer, stopwatch, countdown, reading, review session, session timer, selection
        mode, drawing, reply, replying, comment edit, changes view, fullscreen, full screen, walkthrough,
        onboarding, tutorial, wizard, guide, workout, meditation, lesson, exercise, game over, simulation, edit
        mode, editing mode, pointer, comparison, route, navigation, directions, trip planner, browsing,
        shopping, scrolling, typing, dictation, listening, rendering preview, crop, trimming, connection
        attempt, checkout, search for, animation, translation, reading aloud, free preview, live preview, camera
        preview, focus session, journey planner, quiz attempt, flashcards, speed test, diagnostics, playback
        preview, tracking, level, level again, mission briefing, screensaver, speech, voice search,
        transcription, autoplay, rehearsal, rest timer""",
    "time": """
        date, time, day, week, month, year, date range, time range, period of time, start date, end date, time
        zone view, dates, time slot view, duration, start time, end time, counter, timer, stopwatch, score
        counter, due date, deadline, page number, quantity, amount filter, size, colour, color, pickup time,
        seat, seats, room type, guests, passengers, nights, travellers, check-in date, number""",
    "place": """
        location, my location, current location, live location, page, site, website, address, home, point, point
        of interest, stop, destination, waypoint, area, map area, screen, position, whereabouts, restaurant,
        venue, marker, pin, parking spot, desk view, website for, origin, origin and destination, from and to""",
    "plan": """
        plan, pro plan, premium plan, subscription, tier, package, membership, pro, premium, plus, gold,
        platinum, business plan, enterprise, team plan, annual plan, monthly plan, yearly plan, annual billing,
        yearly billing, monthly billing, annual, yearly, family plan, unlimited, vip, seat plan, cover, energy
        plan, tariff, data plan, mobile plan, season pass, battle pass, season ticket, full access, all-access,
        full version, premium access, elite""",
    "trial": """
        trial, free trial, my trial, your trial, membership trial, 7-day trial, 30-day trial, 14-day trial, free
        month, subscription, membership, premium trial, pro trial""",
    "app": """
        app, application, software, extension, add-on, addon, plugin, plug-in, theme package, package, program,
        update, updates, firmware, version, driver, system, os, operating system, chrome, firefox, edge,
        browser, module, dependency, dependencies, packages, game install, kernel, toolchain, runtime, tool,
        bot, integration, mod, skill, codec, font, app version, desktop app, mobile app, application update,
        service account, google, google calendar, calendar, bank, bank feed, wallet, spotify, slack, github,
        dropbox, drive, social account, facebook, instagram, youtube, x, twitter, api, app store, play store,
        home assistant, alexa, apple music, strava, paypal account, card reader, crm, printer driver, editor,
        studio, builder, designer, terminal, shell, console, playground, sandbox, calculator, planner,
        simulator, wizard, excel, word, powerpoint""",
    "product": """
        product, product launch, campaign, newsletter, survey, ad, ad campaign, promotion, site, website, store,
        petition, fundraiser, crowdfunding, event page, nuke, missile, attack, course, album, rocket, podcast,
        collection, shop, channel""",
    "supplier": """
        supplier, provider, energy supplier, carrier, bank, insurer, network provider, gp, doctor, school,
        pharmacy, operator, broker, landlord, tariff, plan provider, registrar, host provider, hosting""",
    "support": """
        us, support, customer service, customer support, help, help desk, helpdesk, sales, sales team, team for
        help, reception, customer care, the team, service, our team, technical support, live agent, an agent,
        human, an expert, office, call center, hotline, helpline, press office, webmaster""",
    "ride": """
        ride, cab, taxi, car, limousine, ambulance, tow truck, courier, uber, lift home, shuttle, rickshaw,
        helicopter, mover, plumber, chauffeur, minicab, rideshare, van, aircraft, plane, boat, vehicle, glider""",
    "nurse": """
        nurse, waiter, waitress, staff, help, security, guard, assistant, reception desk, butler, concierge,
        elevator, lift, police, emergency, emergency services, 911, 112, 999, fire brigade, firefighters,
        stewardess, attendant, crew, server at table, manager, supervisor, lawyer""",
    "health": """
        test, lab test, blood test, x-ray, scan, prescription, medication, medicine, refill, vaccine, mri,
        ultrasound, labs, imaging, referral, dose, treatment, diagnostics, repeat prescription, sick note, kit,
        test kit, transcript, certificate, copy, record, records, background check, survey, title search,
        inspection, credit report, birth certificate, evidence, retrial, removal, evacuation, statement, report,
        replacement, replacement card, new card, id card, passport, licence, badge, catalogue, sample, samples,
        infusion, drip, medication order, note, chart, consult, sample test""",
    "removal": """
        deletion, removal, erasure, delete, wipe, uninstall, uninstallation, termination, deactivation, closure,
        account deletion, cancellation of account, clearance, destruction, purge, reset, factory reset,
        overwrite, unpublish, revocation, account closure, disposal, format, formatting""",
    "terms": """
        agreement, contract, terms, terms of service, terms of use, consent, privacy policy, licence agreement,
        license agreement, nda, declaration, oath, vows, conditions, waiver, pledge of honour, promise,
        commitment, policy, policies, data processing agreement, dpa, power of attorney, will, statement of
        truth, acceptance, signature, your agreement, consent form, eula, disclaimer, rules, guidelines, notice,
        privacy notice, terms and conditions, conditions of sale, code of conduct, licence terms, changes to
        terms, user agreement, risk, risks, responsibility""",
    "direction": """
        up, down, left, right, forward, backward, back, top, bottom, next, previous, first, last, top of list,
        bottom of list, north, south, east, west, one up, one down, to top, to bottom, ahead, next section, step""",
    "comment": "comment, reply, your comment, your reply, your review, your answer, annotation",
    "gone": """
        destroyed, deceased, dead, lost, stolen, void, discarded, disposed, scrapped, expired, withdrawn,
        terminated, euthanised, written off, obsolete, retired""",
    "final": """
        paid, sold, shipped, delivered, fulfilled, deceased, lost, stolen, refunded, collected, picked up,
        no-show, no show, returned, received, won, deployed, dispatched, signed, billed, void, filed, sent,
        dead, died, hired, rejected, completed and paid, out for delivery, unpaid, absent, cash received,
        attended, vaccinated, present, deceased patient, sold out, fraudulent, fraud, winner, cheater,
        eliminated, filled, ready for pickup, ready for collection, order ready, ready to ship, resulted, as
        dispatched, found, adopted, neutered, verified, complete and paid""",
    "light": """
        kudos, like, thumbs up, star, heart, upvote, five stars, applause, clap, high five, hug, treat, points,
        badge, award points""",
    "consent": "consent, permission to treat, agreement",
    "printer": "printer, print queue, label printer, pos printer, fax machine",
    "crowd": """
        everyone, everybody, all, class, the class, students, parents, all parents, pupils, public, the public,
        customers, all customers, users, all users, team, whole team, followers, members, all members,
        subscribers, guests, patients, clients, audience, world, viewers, group, company, all staff, staff,
        participants, attendees, court, parties, all parties, voters, residents, employees, shareholders,
        donors, applicants, families, community, patient, client, parent, student, employee, candidate,
        applicant, press, media, web, internet, facebook, twitter, social media, timeline, feed, story, stories,
        twitch, youtube, instagram, linkedin, everyone in, all hands, fans, respondents, backers, responders,
        signers, approvers""",
    "vote": "vote, to vote",
    "another": "another, more, a new, new, extra, additional, one more",
    "text": """
        text, word, words, match, all matches, occurrence, occurrences, string, phrase, value, values, text
        with, placeholder text, formula text, change, revision, suggested edit, suggestion, edit, incoming
        change, current change, tracked change, password, passphrase, random name, title, subtitle, caption,
        comment line""",
    "call": """
        call, video call, phone call, voice call, audio call, meeting now, huddle, conversation, chat, live
        chat, voice chat, live session, video chat""",
    "upload": """
        upload, uploads, import, sync, synchronisation, synchronization, migration, backup, export job, restore,
        update check""",
    "filter": """
        filter, query, search query, search condition, condition, criterion, criteria, selection, highlight,
        sort, sorting, facet, keyword, search term, search, formatting, search box, date filter, price filter,
        text formatting, all filters, refinement, search text, range, date range""",
    "hazard": """
        alarm, fire alarm, emergency, shutdown, sprinkler, sprinklers, siren, evacuation, kill switch, panic
        mode, panic, emergency stop, emergency shutdown, airbag, fire suppression, self-destruct, lockdown, red
        alert, sos, emergency broadcast, emergency release, ejection, detonator, breaker, main breaker, power
        cut, flood gates, scram""",
    "piece": """
        row, column, cell, slide, layer, clip, shape, key frame, keyframe, frame, line, paragraph, block, text
        box, heading, path, stroke, drawing object, page break, section break, footnote, bullet, path point,
        anchor point, question, answer option, form field, section, component, widget, shape layer, text layer,
        object, node on canvas, edge, in point, out point, point, marker, transition, element, elements, node""",
    "appliance": """
        light, lights, lamp, heating, heater, air conditioning, ac, air con, fan, tv, television, boiler,
        curtain, blind, humidifier, dehumidifier, purifier, vacuum, cleaning, sprinkler zone, oven, washer,
        dryer, dishwasher, hot water, speaker, socket, plug, outlet, charger, charging, pump, thermostat,
        bedroom lights, scene, wi-fi, wifi, guest wifi, hotspot, boost""",
    "coin": """
        gem, gems, coin, coins, diamond, diamonds, credit, credits, crystal, crystals, chip, chips, gold, token,
        tokens, points, bits, stars, energy, lives, robux, v-bucks, minutes, data, storage, extra storage, more
        storage, seats, licences, licenses, tickets to, boosts, super likes""",
    "basket": """
        cart, basket, bag, shopping bag, shopping cart, trolley, wishlist, wish list, registry, order draft,
        quote basket""",
    "holder": """
        album, photo album, gallery, shelf, feed, dashboard, sidebar, start page, home page, recents, history,
        shared list, folder, this folder, schedule, view, map, home screen, profile, story, highlights, group of
        tabs, shared folder, plan, trip plan, page, itinerary, bookshelf, tasks, my tasks, trip, order, row,
        saved""",
    "reaction": """
        follow, like, upvote, downvote, star, bookmark, favourite, favorite, pin, subscription to thread, watch,
        mute, nomination of favourite, reaction""",
    "role": """
        viewer, editor, admin, administrator, owner, co-owner, moderator, host, co-host, presenter, member,
        guest, organiser, organizer, maintainer, collaborator, commenter, contributor, manager, leader, captain,
        primary, default""",
    "feature": "caller id, child lock, roaming",
}  # fmt: skip
"""Kind of thing -> nouns. A noun may be of several kinds; the family's rules say which of them matters."""

PREPOSITIONS: dict[str, str] = {
    "to": "to", "into": "to", "onto": "to", "towards": "to", "in": "to", "from": "from", "off": "from", "as": "as",
    "with": "with", "for": "for", "on": "on", "at": "at", "by": "by", "via": "via", "of": "of", "about": "about",
    "and": "and", "or": "or", "until": "until", "before": "before", "after": "after", "through": "through",
    "without": "without", "under": "under", "over": "over", "against": "against", "within": "within", "per": "per",
    "between": "between", "during": "during",
    "instead": "instead", "using": "using", "behind": "behind",
}  # fmt: skip

DETERMINERS = frozenset(
    words(
        """
    the this that these those my your our its their his her any every each both all selected entire whole
    current existing some checked here now again it
    """
    )
)

INDEFINITE = frozenset({"a", "an"})
