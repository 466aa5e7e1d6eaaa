import java.io.File
import java.time.LocalDate
import java.util.Currency
import kotlin.time.ExperimentalTime
import kotlin.time.Instant

/** Reads each line, `type<tab>text<tab>value`, as docs/kotlin-swift.md advises, and says how many were right. */
@OptIn(ExperimentalTime::class)
fun main(args: Array<String>) {
    val lines = File(args[0]).readLines()
    for (line in lines) {
        val (type, text, value) = line.split('\t')
        val read = when (type) {
            "DateTime" -> Instant.parse(text).toEpochMilliseconds().toString()
            "Date" -> LocalDate.parse(text).toEpochDay().toString()
            "SafeInt" -> text.toLong().toString()
            "Currency" -> Currency.getInstance(text).currencyCode
            else -> error("No such scalar: $type")
        }
        check(read == value) { "$type $text was read as $read, and is $value" }
    }
    println("${lines.size} passed, 0 failed")
}
