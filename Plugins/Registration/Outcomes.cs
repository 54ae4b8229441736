using System;

namespace Pax8Dataverse.Registration;

/// <summary>What the user asked for is not allowed; the message names the field and says what to do. Rolls the operation back.</summary>
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>
/// The asynchronous service shall run this job again: four executions in all.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions.
/// </summary>
internal sealed class RetryLaterException(string message) : Exception(message);
