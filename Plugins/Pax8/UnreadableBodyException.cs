using System;

namespace Pax8Dataverse.Pax8;

/// <summary>Thrown by a reader of bodies, caught by the gate alone. The message says what came instead, as a noun phrase: <c>a web page</c>.</summary>
internal sealed class UnreadableBodyException(string what) : Exception(what);
