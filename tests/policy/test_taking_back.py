"""What sentences beside a button say of taking back what it does. They were written beside the patterns; that new pages
are read right is what the rounds in `LOG.md` say."""

from __future__ import annotations

import pytest

from deskhand.policy.lexicon.taking_back import spoken_of, taken_back

BACK = """
You can undo this within 10 minutes.
This can be reversed at any time.
It can be turned back on later.
Removed players can be added again.
You can always change your mind later.
The room is kept and can be reopened.
Hidden posts can be shown again from settings.
The listing stays saved as a draft.
You can edit or withdraw your answer until Friday.
Answers can be changed until the deadline.
Your vote can be changed until the poll closes.
You may change it any time before it ships.
The entry can be put back from the bin.
Archived projects can be unarchived.
Nothing is deleted; it only leaves this view.
It goes back to the queue.
It returns to the pool and can be claimed again.
Only you can see it until you publish.
Not sent until you press Submit.
The hold is released automatically after 20 minutes.
You can stop sharing whenever you like.
Can be switched back in Settings.
This only affects your view.
The old version is kept in the history.
Every change is kept in the version history.
A copy stays in Sent.
The item can be recovered for 14 days.
Kept for 30 days before it is erased.
Muted channels can be unmuted.
Frozen cards can be unfrozen in the app.
The member can rejoin with the link.
Press again to turn it off.
Tap again to undo.
It is only a reservation and lapses by itself.
Can be relisted later.
You can bring it back from Archive.
It stays in your library.
Files stay on the server.
Toggle it off anytime.
You can let the rate go back within 14 days.
Log in within 30 days to bring your account back.
You can stop the transfer within five days.
Held results can be released later by the same clinician.
Jobs can be stopped and resumed.
Routes can be ended by any of us.
Unlock it any time before the deadline.
Dates are only pencilled in until the contract is signed.
可随时撤销
可以随时更改
30 天内可恢复
可在回收站找回
截止前可修改
截止日期前可以更改答案
随时可以重新开启
之后可以重新添加
仅自己可见，发布前不会公开
草稿不会提交
可再次上架
再点一次取消
解除后立即恢复
可在设置中改回
历史版本可还原
保留 7 天，期间可还原
移出后仍保留在相册
可重新加入
释放后可再次认领
临时占座 15 分钟，到时自动释放
"""
FINAL = """
This can't be undone.
This cannot be reversed.
There is no undo.
You won't be able to change it later.
You will not be able to edit it after this.
You can't change your answers afterwards.
Once sent, it can't be recalled.
Once submitted, answers are locked.
After that the record is locked.
The file is destroyed.
It will be gone for good.
Bids are binding.
All sales are final.
No refunds.
Fees are not refunded.
Non-refundable.
The decision is final.
It is recorded permanently.
This action is permanent.
It can't be called back once it is out.
You lose access at once.
The link stops working immediately and can't be restored.
The key is shown once and can't be shown again.
Old codes stop working at once.
The sample can't be used again.
Cannot be reopened.
It takes effect immediately and can't be revoked.
The slot can't be released again.
This will overwrite the current version.
The previous version is not kept.
No copy is kept.
It can't be stopped once started.
A started run can't be stopped.
You can only do this once.
You can only submit once.
One attempt only.
Late changes are not accepted.
You can't switch back to your old flight.
A participant can only be randomised once.
Only the technician can start it again.
A ban can be lifted only by the ministry.
Redactions can't be removed.
Everything that came after it will be lost.
No correction is possible after that.
不可撤销
无法撤回
提交后不能修改
一经提交不得更改
一旦确认无法取消
确认后不可退换
不支持退款
只能提交一次
仅有一次机会
操作不可逆
删除后数据将丢失
旧密钥立即失效
启动后不能中途停止
发出后无法收回
定标后不得变更
结算后不能反悔
不再保留
将被永久清除
立即生效，不能恢复
签署后具有法律效力
开闸后无法停止
"""
NEITHER = """
Seven photos are selected.
The meeting is on Friday.
Ann sees this page too.
明天下午三点开会
共有 12 个文件
"""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (said, each)
        for said, text in ((True, BACK), (False, FINAL), (None, NEITHER))
        for each in text.split("\n")
        if each
    ],
)
def test_a_sentence_says_that_it_can_or_can_not_be_taken_back(said: bool | None, sentence: str) -> None:
    assert taken_back("Frobnicate", f"{sentence} Frobnicate").own is said


def test_of_several_buttons_each_has_the_sentence_that_speaks_of_its_own_word() -> None:
    words = "Archive Delete Archived cards can be sent back. Deleted ones can't be recovered."
    assert taken_back("Archive", words).own is True
    assert taken_back("Delete", words).own is False
    assert taken_back("Rename", words).own is None


def test_a_note_on_all_that_is_done_there_is_told_apart() -> None:
    assert taken_back("Rename", "Nothing on this page is final.").whole is True
    assert taken_back("Rename", "Every change is binding.").whole is False
    assert taken_back("Rename", "You can leave any time.").whole is None


@pytest.mark.parametrize(
    ("label", "words", "told"),
    [
        ("Shred", "File Shred File: moves to the shelf. Shred: gone for good.", "Shred: gone for good."),
        ("File", "File Shred File: moves to the shelf. Shred: gone for good.", "File: moves to the shelf."),
        ("Drop stop", "Elm Road 4 Drop stop Takes Friday off. Kept below.", "Drop stop Takes Friday off."),
        ("Burn", "Burned discs can't be wiped. Erase Burn", "Burned discs can't be wiped."),
        ("Fee", "Feeder 2 is open. Fee of 3.50 is taken. Fee", "Fee of 3.50 is taken."),
        ("归档", "删除归档 删除：抹去。归档：随时可恢复。", "归档：随时可恢复。"),
        ("OK", "OK", ""),
        ("", "Nothing. Here.", ""),
    ],
)
def test_of_many_words_those_are_told_that_speak_of_a_button(label: str, words: str, told: str) -> None:
    assert spoken_of(label, words) == told
