from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.locale.languages import name_of
from bot.locale.messages import Messages

if TYPE_CHECKING:
    from datetime import date

    from index.filters import Filters
    from index.types import Status


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _date(moment: datetime) -> str:
    return _day(moment.astimezone(UTC).date())


def _date_and_time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%H:%M} UTC, {_date(moment)}"


def _time(filters: Filters) -> str:
    if filters.since is None:
        return f"trước ngày {_day(filters.until.date())}" if filters.until else ""
    first, last = filters.since.date(), filters.last_day
    if last is None:
        return f"từ ngày {_day(first)}"
    return f"ngày {_day(last)}" if first == last else f"từ {_day(first)} đến {_day(last)}"


def _understood(filters: Filters) -> str:
    words = f" (“{filters.words}”)" if filters.words else ""
    if not (filters.source or filters.by_time or filters.language):
        return f"Bài mới nhất xếp trước{words}."
    parts = [f"của {filters.source}"] if filters.source else []
    if filters.by_time:
        parts.append(_time(filters) + words + (" hoặc không rõ ngày" if filters.undated else ""))
    parts += [f"bằng {name_of(filters.language, 'vi')}"] if filters.language else []
    order = f", mới nhất xếp trước{'' if filters.by_time else words}" if filters.newest else ""
    return f"Chỉ các bài {', '.join(parts)}{order}."


def _holdings(status: Status) -> str:
    languages = len(status.languages.keys() - {"und"})
    spoken = f" bằng {languages} ngôn ngữ" if languages > 1 else ""
    articles = f"Tôi có {_number(status.articles)} bài báo{spoken}"
    if status.newest is None:
        return f"{articles}, không rõ ngày đăng."
    return f"{articles}; bài mới nhất đăng ngày {_date(status.newest)}."


MESSAGES = Messages(
    code="vi",
    date=_date,
    undated="không rõ ngày",
    updated=lambda when: f"cập nhật ngày {_date(when)}",
    taken_from=lambda origin: f"nguồn gốc: {origin}",
    index_of=lambda when: f"Chỉ mục được tạo lúc {_date_and_time(when)}.",
    read_at=lambda when: f"đọc lần cuối lúc {_date_and_time(when)}",
    never_read="chưa đọc được lần nào",
    greeting=(
        "Xin chào! Bạn cứ hỏi tôi theo cách của mình. Tôi sẽ tìm trong các bài báo mà tôi có và trả lời bằng những "
        "câu trích nguyên văn, kèm liên kết đến bài gốc. Nếu các bài báo không nói đến, tôi sẽ cho bạn biết."
    ),
    holdings=_holdings,
    how_to_ask="Bạn cứ hỏi như khi hỏi một người bình thường. Ví dụ:",
    examples=(
        "Ai đã thắng cử?",
        "Khi nào cây cầu mới khánh thành?",
        "Bao nhiêu người phải rời bỏ nhà cửa sau trận lũ?",
    ),
    how_to_narrow=(
        "Để thu hẹp, bạn hãy nêu thời gian (“tuần trước”, “tháng 11 năm 2024”), hoặc thêm site:bbc.com, "
        "after:2024-11-01, before:2024-12-01 hay lang:vi."
    ),
    in_groups=lambda username: f"Trong nhóm, hãy nhắc đến @{username} hoặc trả lời một tin nhắn của tôi.",
    in_terminal="Gõ /help để xem cách hỏi, /quit để thoát.",
    prompt="Câu hỏi của bạn",
    searching="Đang tìm …",
    not_found="Có vẻ như các bài báo mà tôi có không nói đến điều này.",
    nothing_passed="Tôi không có bài báo nào thuộc nguồn, thời gian hoặc ngôn ngữ đó.",
    nearest="Những tiêu đề gần nhất, không phải là câu trả lời:",
    also_reported_by="Cũng được đăng trên",
    more=lambda count: f"và {count} nguồn khác",
    undated_left_out=lambda count: (
        f"Có {_number(count)} bài không rõ ngày đăng bị bỏ qua, vì bạn hỏi về một khoảng thời gian cụ thể."
    ),
    understood=_understood,
    undo=lambda words: f'Nếu muốn tìm chính những từ này, bạn hãy đặt chúng trong dấu ngoặc kép: "{words}"',
    no_date=lambda value: (
        f"Tôi không hiểu “{value}” là ngày nào. Bạn hãy viết như after:2024-11-30, after:2024-11 hoặc after:yesterday."
    ),
    no_language=lambda value: (
        f"Tôi không biết ngôn ngữ nào tên là “{value}”. Bạn hãy viết như lang:vi hoặc lang:German."
    ),
    nothing_asked="Tôi đã biết tìm ở đâu, nhưng chưa biết tìm điều gì. Bạn hãy viết thêm câu hỏi nhé.",
    not_excluded="Tôi không loại trừ được gì. Bạn hãy viết nơi tôi nên tìm, ví dụ site:bbc.com.",
    only_one="Mỗi lần tôi chỉ tìm được trong một nguồn và một ngôn ngữ. Bạn hãy chỉ nêu một thôi.",
    no_time_between="Giữa hai ngày đó không có khoảng thời gian nào: ngày sau after: phải sớm hơn ngày sau before:.",
    ask_me="Bạn muốn biết điều gì? Hãy viết câu hỏi trong cùng một tin nhắn.",
    unknown_command="Tôi không biết lệnh này. Bạn cứ đặt câu hỏi, hoặc xem /help.",
    only_text="Tôi chỉ đọc được văn bản. Bạn hãy viết câu hỏi nhé.",
    failed="Xin lỗi, phía tôi đã gặp lỗi nên chưa thể trả lời xong. Bạn vui lòng thử lại sau.",
    start_command="Tôi là ai và có những bài báo nào",
    help_command="Cách đặt câu hỏi, kèm ví dụ",
    status_command="Các bài báo của tôi mới đến đâu",
)
